package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Writes durations as tables do: coarser the longer they are. Pure. */
final class Ages {

  private Ages() {}

  static String ofObject(JsonNode object, Instant now) {
    return since(object.path("metadata").path("creationTimestamp").asText(), now);
  }

  /** How long a moment is past; {@code <unknown>} when there is none. */
  static String since(String moment, Instant now) {
    if (moment.isEmpty()) {
      return "<unknown>";
    }
    try {
      return of(Duration.between(Instant.parse(moment), now));
    } catch (DateTimeParseException e) {
      return "<invalid>";
    }
  }

  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 0) {
      return "0s";
    }
    if (seconds < 120) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    if (minutes < 10) {
      return minutes + "m" + rest(seconds % 60, "s");
    }
    if (minutes < 180) {
      return minutes + "m";
    }
    long hours = minutes / 60;
    if (hours < 8) {
      return hours + "h" + rest(minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    long days = hours / 24;
    if (hours < 192) {
      return days + "d" + rest(hours % 24, "h");
    }
    if (days < 365 * 2) {
      return days + "d";
    }
    long years = days / 365;
    return years < 8 ? years + "y" + rest(days % 365, "d") : years + "y";
  }

  private static String rest(long value, String unit) {
    return value == 0 ? "" : value + unit;
  }
}
