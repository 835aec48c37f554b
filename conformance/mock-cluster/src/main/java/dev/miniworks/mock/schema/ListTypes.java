package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nothing stands twice in a list that is a set or a map. */
final class ListTypes {

  private final List<FieldError> errors = new ArrayList<>();

  private ListTypes() {}

  static List<FieldError> errors(final JsonNode object, final SchemaNode schema) {
    final ListTypes lists = new ListTypes();
    lists.visit(object, schema, FieldPath.ROOT);
    return lists.errors;
  }

  private void visit(final JsonNode value, final SchemaNode schema, final FieldPath path) {
    if (value.isArray()) {
      if (schema.listType() == SchemaNode.ListType.SET) {
        report(value, path);
      } else if (schema.listType() == SchemaNode.ListType.MAP) {
        visitMap(value, schema, path);
      }
      schema
          .items()
          .ifPresent(
              items -> {
                for (int i = 0; i < value.size(); i++) {
                  visit(value.get(i), items, path.index(i));
                }
              });
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(
              field ->
                  schema
                      .child(field.getKey())
                      .ifPresent(
                          child ->
                              visit(field.getValue(), child, schema.pathOf(field.getKey(), path))));
    }
  }

  private void visitMap(final JsonNode list, final SchemaNode schema, final FieldPath path) {
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isObject() && !list.get(i).isNull()) {
        errors.add(
            FieldError.invalid(
                path.index(i).toString(),
                list.get(i),
                "must be an object for an array of list-type map"));
        return;
      }
    }
    final List<JsonNode> keys = new ArrayList<>();
    list.forEach(item -> keys.add(key(item, schema.mapKeys())));
    report(keys, path);
  }

  private static JsonNode key(final JsonNode item, final List<String> names) {
    final ObjectNode key = JsonNodeFactory.instance.objectNode();
    names.stream().filter(item::has).forEach(name -> key.set(name, item.get(name)));
    return key;
  }

  /** A value that stands there three times is reported once, like on the server. */
  private void report(final Iterable<JsonNode> values, final FieldPath path) {
    final Map<JsonNode, Integer> times = new HashMap<>();
    int index = 0;
    for (final JsonNode value : values) {
      if (times.merge(value, 1, Integer::sum) == 2) {
        errors.add(FieldError.duplicate(path.index(index).toString(), value));
      }
      index++;
    }
  }
}
