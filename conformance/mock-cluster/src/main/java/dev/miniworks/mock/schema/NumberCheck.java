package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.GoText;
import java.util.Optional;

/** Range and step of a number. */
record NumberCheck(
    Type type,
    Optional<JsonNode> least,
    boolean aboveLeast,
    Optional<JsonNode> most,
    boolean belowMost,
    Optional<JsonNode> step)
    implements Check {

  static Check of(final JsonNode schema, final Type type) {
    return new NumberCheck(
        type,
        Optional.ofNullable(schema.get("minimum")),
        schema.path("exclusiveMinimum").asBoolean(false),
        Optional.ofNullable(schema.get("maximum")),
        schema.path("exclusiveMaximum").asBoolean(false),
        Optional.ofNullable(schema.get("multipleOf")));
  }

  @Override
  public void check(final JsonNode value, final Place place, final Findings findings) {
    if (!value.isNumber()) {
      return;
    }
    final JsonNode number = Numbers.normalized(value);
    checkCapacity(number, place, findings);
    step.filter(factor -> !isMultiple(number, factor))
        .map(factor -> "should be a multiple of " + boundary(number, factor))
        .map(demand -> place.invalid(number, demand))
        .ifPresent(findings::add);
    least
        .filter(bound -> compare(number, bound) < (aboveLeast ? 1 : 0))
        .map(
            bound ->
                (aboveLeast ? "should be greater than " : "should be greater than or equal to ")
                    + boundary(number, bound))
        .map(demand -> place.invalid(number, demand))
        .ifPresent(findings::add);
    most.filter(bound -> compare(number, bound) > (belowMost ? -1 : 0))
        .map(
            bound ->
                (belowMost ? "should be less than " : "should be less than or equal to ")
                    + boundary(number, bound))
        .map(demand -> place.invalid(number, demand))
        .ifPresent(findings::add);
  }

  /** Whether the number can be held in the schema's type at all. */
  private void checkCapacity(final JsonNode number, final Place place, final Findings findings) {
    if (type.is("integer")) {
      if (!isWhole(number) || type.format().equals("int32") && !isShort(number)) {
        findings.add(place.general(capacity(place)));
      }
    } else if (type.format().equals("float")
        && Double.isFinite(number.doubleValue())
        && Float.isInfinite((float) number.doubleValue())) {
      findings.add(place.general(capacity(place)));
    }
  }

  private String capacity(final Place place) {
    final String format =
        type.format().isEmpty() ? " (default format)" : " with format " + type.format();
    return "Checked value must be of type " + type.names().get(0) + format + " in " + place.path();
  }

  private static boolean isWhole(final JsonNode number) {
    final double value = number.doubleValue();
    return Numbers.isInteger(number) || value == Math.rint(value) && Math.abs(value) < 0x1p63;
  }

  private static boolean isShort(final JsonNode number) {
    return number.doubleValue() >= Integer.MIN_VALUE && number.doubleValue() <= Integer.MAX_VALUE;
  }

  private static boolean isMultiple(final JsonNode number, final JsonNode factor) {
    if (Numbers.isInteger(number) && factor.longValue() != 0) {
      return number.longValue() % factor.longValue() == 0;
    }
    final double quotient =
        factor.doubleValue() < 1
            ? 1 / factor.doubleValue() * number.doubleValue()
            : number.doubleValue() / factor.doubleValue();
    return Math.abs(quotient - Math.rint(quotient)) < 1e-9;
  }

  /** Integers are compared as integers, with the bound cut down to one. */
  private static int compare(final JsonNode number, final JsonNode bound) {
    return Numbers.isInteger(number)
        ? Long.compare(number.longValue(), bound.longValue())
        : Double.compare(number.doubleValue(), bound.doubleValue());
  }

  private static String boundary(final JsonNode number, final JsonNode bound) {
    return Numbers.isInteger(number)
        ? Long.toString(bound.longValue())
        : GoText.number(bound.doubleValue());
  }
}
