package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.GoText;
import dev.miniworks.mock.api.Misfit;
import dev.miniworks.mock.api.Quantity;
import dev.miniworks.mock.kinds.Shape.Field;
import dev.miniworks.mock.kinds.Shape.ListOf;
import dev.miniworks.mock.kinds.Shape.MapOf;
import dev.miniworks.mock.kinds.Shape.Scalar;
import dev.miniworks.mock.kinds.Shape.Struct;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the value on which the API server's decoder would fail. The message names Go types; those
 * that are only other names for texts, numbers and maps are not known here.
 */
final class Decoding {

  private static final String QUANTITIES =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  private Decoding() {}

  /** What is wrong with the first value that does not fit its struct. */
  static Optional<Misfit> problem(final JsonNode object, final Struct struct) {
    return ofStruct(object, struct, "");
  }

  private static Optional<Misfit> ofStruct(
      final JsonNode object, final Struct struct, final String path) {
    for (final var entry : object.properties()) {
      final Field field = struct.fields().get(entry.getKey());
      if (field != null) {
        final String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
        final Optional<Misfit> problem =
            ofValue(entry.getValue(), field.shape(), struct.name() + "." + below, below);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * @param field the field as the decoder names it: the struct that holds it, then the whole path
   */
  private static Optional<Misfit> ofValue(
      final JsonNode value, final Shape shape, final String field, final String path) {
    if (value.isNull()) {
      return Optional.empty();
    }
    if (shape instanceof Struct struct) {
      return value.isObject() ? ofStruct(value, struct, path) : mismatch(value, shape, field);
    }
    if (shape instanceof ListOf list) {
      return value.isArray()
          ? ofItems(value, list.item(), field, path)
          : mismatch(value, shape, field);
    }
    if (shape instanceof MapOf map) {
      return value.isObject()
          ? ofItems(value, map.value(), field, path)
          : mismatch(value, shape, field);
    }
    return ofScalar(value, (Scalar) shape, field);
  }

  private static Optional<Misfit> ofItems(
      final JsonNode items, final Shape shape, final String field, final String path) {
    return items
        .valueStream()
        .flatMap(item -> ofValue(item, shape, field, path).stream())
        .findFirst();
  }

  private static Optional<Misfit> ofScalar(
      final JsonNode value, final Scalar scalar, final String field) {
    return switch (scalar) {
      case TEXT -> unless(value.isTextual(), value, scalar, field);
      case BYTES -> value.isTextual() ? ofBytes(value.textValue()) : mismatch(value, scalar, field);
      case BOOLEAN -> unless(value.isBoolean(), value, scalar, field);
      case INT32 -> ofInteger(value, value.canConvertToInt(), scalar, field);
      case INT64 -> ofInteger(value, value.canConvertToLong(), scalar, field);
      case FLOAT64 -> unless(value.isNumber(), value, scalar, field);
      case INT_OR_STRING ->
          value.isTextual()
              ? Optional.empty()
              : ofInteger(value, value.canConvertToInt(), Scalar.INT32, field);
      case QUANTITY ->
          Quantity.parse(value).isPresent() ? Optional.empty() : Optional.of(Misfit.of(QUANTITIES));
      case TIME -> ofTime(value, "2006-01-02T15:04:05Z07:00");
      case MICRO_TIME -> ofTime(value, "2006-01-02T15:04:05.000000Z07:00");
      case ANY -> Optional.empty();
    };
  }

  private static Optional<Misfit> ofInteger(
      final JsonNode value, final boolean fits, final Scalar scalar, final String field) {
    if (!value.isNumber() || value.isIntegralNumber() && fits) {
      return unless(value.isNumber(), value, scalar, field);
    }
    return Optional.of(
        new Misfit(
            message("number " + value.asText(), scalar, field), Conversion.failure(value, scalar)));
  }

  private static Optional<Misfit> ofBytes(final String text) {
    final OptionalInt illegal = Base64Text.illegalByte(text);
    return illegal.isPresent()
        ? Optional.of(Misfit.of("illegal base64 data at input byte " + illegal.getAsInt()))
        : Optional.empty();
  }

  private static Optional<Misfit> ofTime(final JsonNode value, final String layout) {
    try {
      OffsetDateTime.parse(value.asText());
      return Optional.empty();
    } catch (final DateTimeParseException e) {
      final String text = GoText.quote(value.asText());
      return Optional.of(
          Misfit.of(
              "parsing time "
                  + text
                  + " as "
                  + GoText.quote(layout)
                  + ": cannot parse "
                  + text
                  + " as \"2006\""));
    }
  }

  private static Optional<Misfit> unless(
      final boolean fits, final JsonNode value, final Shape shape, final String field) {
    return fits ? Optional.empty() : mismatch(value, shape, field);
  }

  private static Optional<Misfit> mismatch(
      final JsonNode value, final Shape shape, final String field) {
    return Optional.of(
        new Misfit(message(nameOf(value), shape, field), Conversion.failure(value, shape)));
  }

  private static String message(final String found, final Shape shape, final String field) {
    return "json: cannot unmarshal "
        + found
        + " into Go struct field "
        + field
        + " of type "
        + typeOf(shape);
  }

  private static String nameOf(final JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case ARRAY -> "array";
      default -> "object";
    };
  }

  static String typeOf(final Shape shape) {
    if (shape instanceof Struct struct) {
      return "v1." + struct.name();
    }
    if (shape instanceof ListOf list) {
      return "[]" + typeOf(list.item());
    }
    if (shape instanceof MapOf map) {
      return "map[string]" + typeOf(map.value());
    }
    return switch ((Scalar) shape) {
      case TEXT -> "string";
      case BOOLEAN -> "bool";
      case INT32, INT_OR_STRING -> "int32";
      case INT64 -> "int64";
      case FLOAT64 -> "float64";
      case QUANTITY -> "resource.Quantity";
      case TIME -> "v1.Time";
      case MICRO_TIME -> "v1.MicroTime";
      case BYTES -> "[]uint8";
      case ANY -> "runtime.RawExtension";
    };
  }
}
