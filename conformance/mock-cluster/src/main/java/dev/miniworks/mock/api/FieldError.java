package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What is wrong with one field, in the words of a Status object's causes.
 *
 * @param reason for machines, such as {@code FieldValueInvalid}
 * @param field the path, such as {@code spec.template.spec.containers[0].image}
 * @param message for people, as the API server puts it after the path: {@code Required value} or
 *     {@code Invalid value: 800000: must be between 1 and 65535, inclusive}
 */
public record FieldError(String reason, String field, String message) {

  /** A value that breaks a rule. */
  public static final String INVALID = "FieldValueInvalid";

  /** A value that is missing. */
  public static final String REQUIRED = "FieldValueRequired";

  /** A value that is not among those allowed. */
  public static final String NOT_SUPPORTED = "FieldValueNotSupported";

  /** A value that stands there a second time. */
  public static final String DUPLICATE = "FieldValueDuplicate";

  /** A value that may not be given here, or not now. */
  public static final String FORBIDDEN = "FieldValueForbidden";

  /** A value of another type than the schema's. */
  public static final String TYPE_INVALID = "FieldValueTypeInvalid";

  /** Text that is too long. */
  public static final String TOO_LONG = "FieldValueTooLong";

  /** A list or map with too many entries. */
  public static final String TOO_MANY = "FieldValueTooMany";

  /** A reference to something that is not there. */
  public static final String NOT_FOUND = "FieldValueNotFound";

  public static FieldError required(final String field, final String detail) {
    return new FieldError(REQUIRED, field, "Required value" + suffix(detail));
  }

  public static FieldError invalid(final String field, final JsonNode value, final String detail) {
    return new FieldError(INVALID, field, "Invalid value: " + GoText.value(value) + suffix(detail));
  }

  public static FieldError invalid(final String field, final String value, final String detail) {
    return invalid(field, JsonNodeFactory.instance.textNode(value), detail);
  }

  public static FieldError invalid(final String field, final long value, final String detail) {
    return invalid(field, JsonNodeFactory.instance.numberNode(value), detail);
  }

  /** Invalid, without showing the value. */
  public static FieldError invalid(final String field, final String detail) {
    return new FieldError(INVALID, field, "Invalid value" + suffix(detail));
  }

  public static FieldError typeInvalid(
      final String field, final String value, final String detail) {
    return new FieldError(
        TYPE_INVALID, field, "Invalid value: " + GoText.quote(value) + suffix(detail));
  }

  public static FieldError notSupported(
      final String field, final JsonNode value, final Collection<String> supported) {
    return new FieldError(
        NOT_SUPPORTED,
        field,
        "Unsupported value: "
            + GoText.value(value)
            + supported.stream()
                .map(GoText::quote)
                .collect(Collectors.joining(", ", ": supported values: ", "")));
  }

  public static FieldError duplicate(final String field, final JsonNode value) {
    return new FieldError(DUPLICATE, field, "Duplicate value: " + GoText.value(value));
  }

  public static FieldError notFound(final String field, final JsonNode value) {
    return new FieldError(NOT_FOUND, field, "Not found: " + GoText.value(value));
  }

  public static FieldError forbidden(final String field, final String detail) {
    return new FieldError(FORBIDDEN, field, "Forbidden" + suffix(detail));
  }

  public static FieldError tooLong(final String field, final long most) {
    return new FieldError(
        TOO_LONG,
        field,
        "Too long: may not be more than " + most + (most == 1 ? " byte" : " bytes"));
  }

  public static FieldError tooMany(final String field, final long actual, final long most) {
    return new FieldError(
        TOO_MANY,
        field,
        "Too many: " + actual + ": must have at most " + most + (most == 1 ? " item" : " items"));
  }

  private static String suffix(final String detail) {
    return detail.isEmpty() ? "" : ": " + detail;
  }
}
