package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the fields that a schema does not know out of an object. */
final class Pruning {

  private static final Set<String> TYPE_AND_METADATA = Set.of("apiVersion", "kind", "metadata");

  private final List<String> unknown = new ArrayList<>();

  private Pruning() {}

  /** Prunes a whole resource, save what stands in the metadata; returns the paths in order. */
  static List<String> resource(final ObjectNode resource, final SchemaNode schema) {
    final Pruning pruning = new Pruning();
    pruning.object(resource, schema, "", true);
    Collections.sort(pruning.unknown);
    return pruning.unknown;
  }

  /** Prunes a value that stands at a path; returns the paths in order. */
  static List<String> value(final JsonNode value, final SchemaNode schema, final String path) {
    final Pruning pruning = new Pruning();
    pruning.known(value, schema, path);
    Collections.sort(pruning.unknown);
    return pruning.unknown;
  }

  private void known(final JsonNode value, final SchemaNode schema, final String path) {
    if (value instanceof ObjectNode object) {
      object(object, schema, path, schema.embeddedResource());
    } else if (value.isArray() && !schema.preservesUnknownFields()) {
      final SchemaNode items = schema.items().orElse(SchemaNode.EMPTY);
      for (int i = 0; i < value.size(); i++) {
        known(value.get(i), items, path + "[" + i + "]");
      }
    }
  }

  private void object(
      final ObjectNode object,
      final SchemaNode schema,
      final String path,
      final boolean isResource) {
    for (final Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        fields.hasNext(); ) {
      final Map.Entry<String, JsonNode> field = fields.next();
      if (isResource && TYPE_AND_METADATA.contains(field.getKey())) {
        continue;
      }
      final String fieldPath = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      schema
          .child(field.getKey())
          .ifPresentOrElse(
              child -> known(field.getValue(), child, fieldPath),
              () -> {
                if (!schema.preservesUnknownFields()) {
                  unknown.add(fieldPath);
                  fields.remove();
                }
              });
    }
  }
}
