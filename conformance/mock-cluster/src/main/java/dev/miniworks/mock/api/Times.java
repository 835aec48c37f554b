package dev.miniworks.mock.api;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Writes moments as objects carry them: whole seconds, UTC. */
public final class Times {

  private Times() {}

  public static String seconds(Instant moment) {
    return DateTimeFormatter.ISO_INSTANT.format(moment.truncatedTo(ChronoUnit.SECONDS));
  }
}
