package dev.miniworks.mock.sim;

import dev.miniworks.mock.api.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes moments as objects carry them. */
final class Moments {

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Moments() {}

  /** To the second, as most are. */
  static String seconds(Instant moment) {
    return Times.seconds(moment);
  }

  /** To the microsecond, as in leases and new events. */
  static String micros(Instant moment) {
    return MICROS.format(moment);
  }
}
