package dev.miniworks.mock.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Names the parts of a value as a {@link FieldSet} does. */
final class Edges {

  private Edges() {}

  static String field(String name) {
    return "f:" + name;
  }

  /** Whether a value has parts that can belong to different managers. */
  static boolean hasParts(JsonNode value, Shape shape) {
    if (shape.kind() == Shape.Kind.ATOMIC) {
      return false;
    }
    return value.isObject()
        || (value.isArray()
            && (shape.kind() == Shape.Kind.KEYED || shape.kind() == Shape.Kind.SET));
  }

  /** The parts of a value by their edges, in their order. */
  static Map<String, JsonNode> parts(JsonNode value, Shape shape) {
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    if (value instanceof ObjectNode object) {
      object.properties().forEach(field -> parts.put(field(field.getKey()), field.getValue()));
    } else if (value instanceof ArrayNode array) {
      array.forEach(element -> parts.put(element(element, shape), element));
    }
    return parts;
  }

  static String element(JsonNode element, Shape list) {
    if (list.kind() != Shape.Kind.KEYED) {
      return "v:" + element;
    }
    ObjectNode key = Json.object();
    for (String name : new TreeSet<>(list.keys())) {
      JsonNode value = element.path(name);
      if (!value.isMissingNode()) {
        key.set(name, value);
      } else if (!list.keyDefault(name).isEmpty()) {
        key.put(name, list.keyDefault(name));
      }
    }
    return "k:" + key;
  }

  /** The shape of a part. */
  static Shape below(String edge, Shape shape) {
    return edge.startsWith("f:") ? shape.field(edge.substring(2)) : shape.element();
  }
}
