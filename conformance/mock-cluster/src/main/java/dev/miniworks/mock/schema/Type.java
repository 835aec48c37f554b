package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The types that a schema allows, and the format that narrows them.
 *
 * @param names the allowed types; empty when any is
 * @param format a format that the API server knows for the type; else empty
 * @param nullable whether null is allowed too
 */
record Type(List<String> names, String format, boolean nullable) implements Check {

  private static final double LARGEST_EXACT_INTEGER = 9007199254740991.0;
  private static final Set<String> FORMATS_OF_INTEGERS = Set.of("int32", "int64");
  private static final Set<String> FORMATS_OF_NUMBERS = Set.of("float", "double");

  static Type of(final JsonNode schema) {
    final List<String> names =
        schema.path("x-kubernetes-int-or-string").asBoolean(false)
            ? List.of("integer", "string")
            : schema.path("type").isTextual()
                ? List.of(schema.path("type").textValue())
                : List.of();
    return new Type(
        names,
        knownFormat(names, schema.path("format").asText("")),
        schema.path("nullable").asBoolean(false));
  }

  private static String knownFormat(final List<String> names, final String format) {
    final boolean known =
        switch (names.size() == 1 ? names.get(0) : "") {
          case "", "string" -> Formats.isKnown(format);
          case "integer" -> FORMATS_OF_INTEGERS.contains(format);
          case "number" -> FORMATS_OF_NUMBERS.contains(format);
          default -> false;
        };
    return known ? format : "";
  }

  boolean is(final String name) {
    return names.size() == 1 && names.contains(name);
  }

  @Override
  public void check(final JsonNode value, final Place place, final Findings findings) {
    if (names.isEmpty() && format.isEmpty()) {
      return;
    }
    findings.pass(value.isNull() ? 0 : 1);
    problem(value, place).ifPresentOrElse(findings::add, () -> findings.pass(1));
  }

  private Optional<FieldError> problem(final JsonNode value, final Place place) {
    if (value.isNull() ? names.isEmpty() || nullable : fits(value) || isFormattedText(value)) {
      return Optional.empty();
    }
    final boolean hasFormat = !value.isNull() && !value.isTextual() && !value.isArray();
    return Optional.of(
        hasFormat && !format.isEmpty()
            ? place.typeInvalid(formatOf(value), format)
            : place.typeInvalid(nameOf(value), String.join(",", names)));
  }

  /** Text and lists under a format are left to the format. */
  private boolean isFormattedText(final JsonNode value) {
    return (value.isTextual() || value.isArray())
        && !format.isEmpty()
        && !names.contains("number")
        && !names.contains("integer");
  }

  private boolean fits(final JsonNode value) {
    return names.contains(nameOf(value))
        || Numbers.isInteger(value) && names.contains("number")
        || value.isNumber() && names.contains("integer") && isIntegral(value.doubleValue());
  }

  private static boolean isIntegral(final double number) {
    return Math.abs(number) <= LARGEST_EXACT_INTEGER && number == Math.rint(number);
  }

  private static String nameOf(final JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "null";
      case BOOLEAN -> "boolean";
      case STRING -> "string";
      case ARRAY -> "array";
      case NUMBER -> Numbers.isInteger(value) ? "integer" : "number";
      default -> "object";
    };
  }

  private static String formatOf(final JsonNode value) {
    if (!value.isNumber()) {
      return "";
    }
    return Numbers.isInteger(value) ? "int64" : "float64";
  }
}
