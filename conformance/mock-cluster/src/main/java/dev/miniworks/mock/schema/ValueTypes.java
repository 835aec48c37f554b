package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.cel.ValueType;
import dev.miniworks.mock.cel.ValueType.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What rules know of a value from its schema: its type, and how large it can be. */
final class ValueTypes {

  /** What the server takes in one request; nothing in an object can be larger. */
  static final long LARGEST_REQUEST = 3L * 1024 * 1024;

  private static final long LARGEST_TEXT = LARGEST_REQUEST - 2;
  private static final long BYTES_OF_CHARACTER = 4;
  private static final ObjectNode TEXT =
      JsonNodeFactory.instance.objectNode().put("type", "string");

  private ValueTypes() {}

  /**
   * The type of a place; empty when rules see nothing there.
   *
   * @param name of the type, if it is a struct
   */
  static Optional<ValueType> of(
      final JsonNode schema, final boolean isResource, final String name) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return Optional.of(ValueType.scalar(Scalar.ANY, longest(schema), 1));
    }
    if (isResource) {
      return Optional.of(struct(withCommonFields(schema), name));
    }
    return switch (schema.path("type").asText()) {
      case "array" ->
          nested(schema.path("items"), name + ".@idx")
              .map(items -> ValueType.list(items, mostItems(schema, items)));
      case "object" ->
          schema.path("additionalProperties").isObject()
              ? nested(schema.path("additionalProperties"), name + ".@elem")
                  .map(values -> ValueType.map(values, mostProperties(schema, values)))
              : Optional.of(struct(schema, name));
      case "string" -> Optional.of(text(schema));
      case "boolean" -> Optional.of(ValueType.scalar(Scalar.BOOLEAN, 0, 4));
      case "number" -> Optional.of(ValueType.scalar(Scalar.NUMBER, 0, 1));
      case "integer" -> Optional.of(ValueType.scalar(Scalar.INTEGER, 0, 1));
      default -> Optional.empty();
    };
  }

  private static Optional<ValueType> nested(final JsonNode schema, final String name) {
    return of(schema, schema.path("x-kubernetes-embedded-resource").asBoolean(), name);
  }

  private static ObjectNode withCommonFields(final JsonNode schema) {
    final ObjectNode copy = schema.deepCopy();
    final ObjectNode properties = copy.withObjectProperty("properties");
    properties.set("kind", TEXT);
    properties.set("apiVersion", TEXT);
    final ObjectNode metadata = properties.putObject("metadata").put("type", "object");
    metadata.putObject("properties").<ObjectNode>set("name", TEXT).set("generateName", TEXT);
    return copy;
  }

  private static ValueType struct(final JsonNode schema, final String name) {
    final Map<String, ValueType> fields = new LinkedHashMap<>();
    long smallest = 2;
    for (final var property : schema.path("properties").properties()) {
      final String field = property.getKey();
      final Optional<ValueType> type = nested(property.getValue(), name + "." + field);
      if (type.isPresent()) {
        CelValues.identifier(field).ifPresent(identifier -> fields.put(identifier, type.get()));
        if (demands(schema, field) && !property.getValue().hasNonNull("default")) {
          smallest += field.length() + type.get().smallest() + 4;
        }
      }
    }
    return ValueType.struct(name, fields, smallest);
  }

  private static boolean demands(final JsonNode schema, final String field) {
    return schema.path("required").valueStream().anyMatch(name -> name.asText().equals(field));
  }

  private static ValueType text(final JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "byte" ->
          ValueType.scalar(
              Scalar.BYTES, Math.max(0, schema.path("maxLength").asLong(LARGEST_TEXT)), 2);
      case "duration" -> ValueType.scalar(Scalar.DURATION, 32, 3);
      case "date" -> ValueType.scalar(Scalar.TIME, 12, 12);
      case "date-time" -> ValueType.scalar(Scalar.TIME, 32, 21);
      default -> ValueType.scalar(Scalar.TEXT, longest(schema), 2);
    };
  }

  private static long longest(final JsonNode schema) {
    if (schema.hasNonNull("maxLength")) {
      return Math.max(0, schema.path("maxLength").asLong()) * BYTES_OF_CHARACTER;
    }
    return schema.path("enum").isEmpty()
        ? LARGEST_TEXT
        : schema
            .path("enum")
            .valueStream()
            .mapToLong(value -> value.asText().length())
            .max()
            .orElse(0);
  }

  private static long mostItems(final JsonNode schema, final ValueType items) {
    return Math.max(
        0, schema.path("maxItems").asLong((LARGEST_REQUEST - 2) / (items.smallest() + 1)));
  }

  private static long mostProperties(final JsonNode schema, final ValueType values) {
    return Math.max(
        0, schema.path("maxProperties").asLong((LARGEST_REQUEST - 2) / (values.smallest() + 6)));
  }
}
