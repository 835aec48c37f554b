package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.regex.Pattern;

/** Bounds of a rolling update: numbers of pods or percentages. */
final class Rollouts {

  private static final Pattern PERCENT = Pattern.compile("[0-9]+%");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,9}");

  private Rollouts() {}

  static void checkBound(final JsonNode bound, final FieldPath path, final Problems problems) {
    if (bound.isTextual() && !PERCENT.matcher(bound.textValue()).matches()) {
      problems.invalid(
          path,
          bound,
          "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', "
              + " or '93%', regex used for validation is '[0-9]+%')");
    } else if (bound.isNumber() && bound.longValue() < 0) {
      problems.invalid(path, bound, "must be greater than or equal to 0");
    }
  }

  static void checkAtMostAll(final JsonNode bound, final FieldPath path, final Problems problems) {
    if (bound.isTextual() && PERCENT.matcher(bound.textValue()).matches() && amount(bound) > 100) {
      problems.invalid(path, bound, "must not be greater than 100%");
    }
  }

  /** The number in a bound, whatever it is a number of. */
  static long amount(final JsonNode bound) {
    final String text = bound.asText("").replace("%", "");
    return bound.isNumber()
        ? bound.longValue()
        : NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
  }
}
