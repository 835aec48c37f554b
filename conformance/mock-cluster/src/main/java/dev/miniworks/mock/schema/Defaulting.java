package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a schema's defaults into an object. */
final class Defaulting {

  private Defaulting() {}

  /**
   * Fills in what is missing. A null that the schema does not allow counts as missing; where there
   * is no default either it goes away.
   */
  static void fill(final JsonNode value, final SchemaNode schema) {
    if (value instanceof ObjectNode object) {
      fillObject(object, schema);
    } else if (value instanceof ArrayNode array) {
      schema.items().ifPresent(items -> fillArray(array, items));
    }
  }

  private static void fillObject(final ObjectNode object, final SchemaNode schema) {
    schema
        .properties()
        .forEach(
            (name, property) -> {
              if (property.defaultValue().isPresent() && isMissing(object.get(name), property)) {
                object.set(name, property.defaultValue().get().deepCopy());
              }
            });
    object
        .properties()
        .removeIf(
            field ->
                field.getValue().isNull()
                    && schema.child(field.getKey()).filter(SchemaNode::dropsNull).isPresent());
    object
        .properties()
        .forEach(
            field -> {
              schema
                  .child(field.getKey())
                  .filter(child -> isMissing(field.getValue(), child))
                  .flatMap(SchemaNode::defaultValue)
                  .ifPresent(value -> field.setValue(value.deepCopy()));
              schema.child(field.getKey()).ifPresent(child -> fill(field.getValue(), child));
            });
  }

  private static void fillArray(final ArrayNode array, final SchemaNode items) {
    for (int i = 0; i < array.size(); i++) {
      if (isMissing(array.get(i), items) && items.defaultValue().isPresent()) {
        array.set(i, items.defaultValue().get().deepCopy());
      }
      fill(array.get(i), items);
    }
  }

  private static boolean isMissing(final JsonNode value, final SchemaNode schema) {
    return value == null || value.isNull() && !schema.nullable();
  }
}
