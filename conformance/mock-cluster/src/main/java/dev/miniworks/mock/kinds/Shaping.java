package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.api.Quantity;
import dev.miniworks.mock.kinds.Shape.Field;
import dev.miniworks.mock.kinds.Shape.ListOf;
import dev.miniworks.mock.kinds.Shape.MapOf;
import dev.miniworks.mock.kinds.Shape.Omission;
import dev.miniworks.mock.kinds.Shape.Scalar;
import dev.miniworks.mock.kinds.Shape.Struct;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Gives objects the shape in which the API server would write them. */
final class Shaping {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private Shaping() {}

  /** Takes out, in place, the fields that the struct does not have; returns their paths. */
  static List<String> prune(final ObjectNode object, final Struct struct) {
    final List<String> unknown = new ArrayList<>();
    prune(object, struct, "", unknown);
    return unknown;
  }

  private static void prune(
      final JsonNode value, final Shape shape, final String path, final List<String> unknown) {
    if (shape instanceof Struct struct && value instanceof ObjectNode object) {
      for (final Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
          fields.hasNext(); ) {
        final Map.Entry<String, JsonNode> entry = fields.next();
        final String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
        final Field field = struct.fields().get(entry.getKey());
        if (field == null) {
          unknown.add(below);
          fields.remove();
        } else {
          prune(entry.getValue(), field.shape(), below, unknown);
        }
      }
    } else if (shape instanceof ListOf list && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        prune(value.get(i), list.item(), path + "[" + i + "]", unknown);
      }
    } else if (shape instanceof MapOf map && value.isObject()) {
      value
          .properties()
          .forEach(
              entry -> prune(entry.getValue(), map.value(), path + "." + entry.getKey(), unknown));
    }
  }

  /**
   * Writes out, in place, the structs that are always there, leaves out what is empty, and brings
   * quantities and times into their canonical form.
   */
  static void normalize(final ObjectNode object, final Struct struct) {
    struct.fields().forEach((name, field) -> normalizeField(object, name, field));
  }

  private static void normalizeField(
      final ObjectNode object, final String name, final Field field) {
    final JsonNode given = object.get(name);
    if (given != null && !given.isNull()) {
      final JsonNode value = normalized(given, field.shape());
      if (isLeftOut(value, field)) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
    } else if (field.omission() == Omission.NEVER) {
      object.set(name, field.optional() ? NullNode.getInstance() : zero(field.shape()));
    } else if (field.omission() == Omission.WHEN_EMPTY
        && !field.optional()
        && hasParts(field.shape())) {
      object.set(name, zero(field.shape()));
    } else {
      object.remove(name);
    }
  }

  private static JsonNode normalized(final JsonNode value, final Shape shape) {
    if (shape instanceof Struct struct && value instanceof ObjectNode object) {
      normalize(object, struct);
    } else if (shape instanceof ListOf list && value instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        items.set(i, normalized(items.get(i), list.item()));
      }
    } else if (shape instanceof MapOf map && value.isObject()) {
      value
          .properties()
          .forEach(
              entry ->
                  entry.setValue(
                      map.value() == Scalar.QUANTITY
                          ? quantity(entry.getValue(), Quantity::roundedToMilli)
                          : normalized(entry.getValue(), map.value())));
    } else if (shape == Scalar.QUANTITY) {
      return quantity(value, UnaryOperator.identity());
    } else if (shape == Scalar.TIME || shape == Scalar.MICRO_TIME) {
      return time(value, shape);
    }
    return value;
  }

  private static JsonNode quantity(final JsonNode value, final UnaryOperator<Quantity> rounding) {
    return Quantity.parse(value)
        .map(rounding)
        .<JsonNode>map(quantity -> TextNode.valueOf(quantity.toString()))
        .orElse(value);
  }

  private static JsonNode time(final JsonNode value, final Shape shape) {
    try {
      final OffsetDateTime time =
          OffsetDateTime.parse(value.asText()).withOffsetSameInstant(ZoneOffset.UTC);
      return TextNode.valueOf(
          shape == Scalar.TIME
              ? time.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_INSTANT)
              : time.format(MICROSECONDS));
    } catch (final DateTimeParseException e) {
      return value;
    }
  }

  /** Whether a value of the shape is written even when it holds nothing. */
  private static boolean hasParts(final Shape shape) {
    return shape instanceof Struct
        || shape == Scalar.TIME
        || shape == Scalar.MICRO_TIME
        || shape == Scalar.QUANTITY
        || shape == Scalar.INT_OR_STRING;
  }

  private static boolean isLeftOut(final JsonNode value, final Field field) {
    if (field.optional() || field.omission() == Omission.NEVER || hasParts(field.shape())) {
      return false;
    }
    return switch (value.getNodeType()) {
      case STRING -> value.textValue().isEmpty();
      case BOOLEAN -> !value.booleanValue();
      case NUMBER -> value.doubleValue() == 0;
      case OBJECT, ARRAY -> value.isEmpty() && field.shape() != Scalar.ANY;
      default -> false;
    };
  }

  private static JsonNode zero(final Shape shape) {
    if (shape instanceof Struct struct) {
      final ObjectNode object = JsonNodeFactory.instance.objectNode();
      normalize(object, struct);
      return object;
    }
    if (shape instanceof Scalar scalar) {
      return switch (scalar) {
        case TEXT -> TextNode.valueOf("");
        case BOOLEAN -> BooleanNode.FALSE;
        case INT32, INT64, FLOAT64, INT_OR_STRING -> IntNode.valueOf(0);
        case QUANTITY -> TextNode.valueOf("0");
        case TIME, MICRO_TIME, BYTES, ANY -> NullNode.getInstance();
      };
    }
    return NullNode.getInstance();
  }

  /** Visits every struct in an object, those above before those below. */
  static void forEachStruct(
      final JsonNode value, final Shape shape, final BiConsumer<String, ObjectNode> visitor) {
    if (shape instanceof Struct struct && value instanceof ObjectNode object) {
      visitor.accept(struct.name(), object);
      struct
          .fields()
          .forEach(
              (name, field) -> {
                if (object.has(name)) {
                  forEachStruct(object.get(name), field.shape(), visitor);
                }
              });
    } else if (shape instanceof ListOf list && value.isArray()) {
      value.forEach(item -> forEachStruct(item, list.item(), visitor));
    } else if (shape instanceof MapOf map && value.isObject()) {
      value.forEach(item -> forEachStruct(item, map.value(), visitor));
    }
  }
}
