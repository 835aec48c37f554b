package dev.miniworks.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** Makes JSON merge patches (RFC 7386): what differs, and null for what has to go. */
final class MergePatches {

  private MergePatches() {}

  /** What turns one object into the other; empty when they are equal. */
  static ObjectNode between(JsonNode from, JsonNode to) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    from.fieldNames()
        .forEachRemaining(
            name -> {
              if (!to.has(name)) {
                patch.putNull(name);
              }
            });
    to.properties()
        .forEach(
            field -> {
              JsonNode old = from.path(field.getKey());
              JsonNode wanted = field.getValue();
              if (old.equals(wanted)) {
                return;
              }
              patch.set(
                  field.getKey(),
                  old.isObject() && wanted.isObject() ? between(old, wanted) : wanted);
            });
    return patch;
  }

  /** What turns one map of strings into the other. */
  static Map<String, String> map(Map<String, String> from, Map<String, String> to) {
    Map<String, String> patch = new HashMap<>();
    from.keySet().stream().filter(key -> !to.containsKey(key)).forEach(key -> patch.put(key, null));
    to.forEach(
        (key, value) -> {
          if (!value.equals(from.get(key))) {
            patch.put(key, value);
          }
        });
    return patch;
  }
}
