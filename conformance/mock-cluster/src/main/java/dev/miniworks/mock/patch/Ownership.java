package dev.miniworks.mock.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What server-side apply does with values and the fields of which they consist: which fields a
 * value has, which differ between two, what comes of laying one over another. Pure.
 */
final class Ownership {

  private Ownership() {}

  /** The fields that whoever sets this value wants to own. */
  static FieldSet fieldsOf(JsonNode value, Shape shape) {
    Map<String, FieldSet> children = new TreeMap<>();
    if (Edges.hasParts(value, shape)) {
      Edges.parts(value, shape)
          .forEach(
              (edge, part) -> {
                Shape below = Edges.below(edge, shape);
                FieldSet inner =
                    Edges.hasParts(part, below) ? fieldsOf(part, below) : FieldSet.EMPTY;
                boolean leaf = !Edges.hasParts(part, below) || part.isEmpty();
                boolean ownedItself = leaf || !edge.startsWith("f:") || isKey(shape);
                children.put(edge, FieldSet.of(ownedItself, inner.children()));
              });
    }
    return FieldSet.of(false, children);
  }

  /** Whether the fields of a value are data, and exist for themselves. */
  private static boolean isKey(Shape shape) {
    return shape.kind() == Shape.Kind.MAP;
  }

  /**
   * What differs between two values.
   *
   * @param changed added or changed
   */
  record Difference(FieldSet changed, FieldSet removed) {}

  static Difference between(JsonNode before, JsonNode after, Shape shape) {
    Map<String, FieldSet> changed = new TreeMap<>();
    Map<String, FieldSet> removed = new TreeMap<>();
    Map<String, JsonNode> old = Edges.parts(before, shape);
    Map<String, JsonNode> now = Edges.parts(after, shape);
    Set<String> edges = new LinkedHashSet<>(old.keySet());
    edges.addAll(now.keySet());
    for (String edge : edges) {
      JsonNode a = old.get(edge);
      JsonNode b = now.get(edge);
      Shape below = Edges.below(edge, shape);
      if (a == null) {
        changed.put(edge, everything(b, below));
      } else if (b == null) {
        removed.put(edge, everything(a, below));
      } else if (Edges.hasParts(a, below) && Edges.hasParts(b, below)) {
        Difference inner = between(a, b, below);
        changed.put(edge, inner.changed());
        removed.put(edge, inner.removed());
      } else if (!a.equals(b)) {
        changed.put(edge, FieldSet.of(true, Map.of()));
      }
    }
    return new Difference(FieldSet.of(false, changed), FieldSet.of(false, removed));
  }

  /** A value with all its parts, whether or not they exist for themselves. */
  private static FieldSet everything(JsonNode value, Shape shape) {
    Map<String, FieldSet> children = new TreeMap<>();
    if (Edges.hasParts(value, shape)) {
      Edges.parts(value, shape)
          .forEach((edge, part) -> children.put(edge, everything(part, Edges.below(edge, shape))));
    }
    return FieldSet.of(true, children);
  }

  /** What comes of laying a configuration over a live value; where both say something it wins. */
  static JsonNode merge(JsonNode live, JsonNode config, Shape shape) {
    boolean parted = Edges.hasParts(live, shape) && Edges.hasParts(config, shape);
    if (!parted || live.getNodeType() != config.getNodeType()) {
      return config.deepCopy();
    }
    Map<String, JsonNode> merged = new LinkedHashMap<>(Edges.parts(live, shape));
    Edges.parts(config, shape)
        .forEach(
            (edge, part) ->
                merged.merge(edge, part, (old, now) -> merge(old, now, Edges.below(edge, shape))));
    if (live.isArray()) {
      return inOrder(merged, Edges.parts(config, shape).keySet());
    }
    ObjectNode object = Json.object();
    merged.forEach((edge, part) -> object.set(edge.substring(2), part));
    return object;
  }

  /** The elements that the configuration names come in its order, the others keep their places. */
  private static ArrayNode inOrder(Map<String, JsonNode> merged, Set<String> configured) {
    ArrayNode array = Json.array();
    var wanted = configured.iterator();
    merged.forEach(
        (edge, part) -> array.add(configured.contains(edge) ? merged.get(wanted.next()) : part));
    return array;
  }

  /** A value without these fields. */
  static JsonNode remove(JsonNode value, FieldSet fields, Shape shape) {
    if (fields.children().isEmpty() || !Edges.hasParts(value, shape)) {
      return value;
    }
    Map<String, JsonNode> rest = new LinkedHashMap<>();
    Edges.parts(value, shape)
        .forEach(
            (edge, part) -> {
              FieldSet gone = fields.child(edge);
              if (!gone.isMember()) {
                rest.put(edge, remove(part, gone, Edges.below(edge, shape)));
              }
            });
    if (value.isArray()) {
      ArrayNode array = Json.array();
      rest.values().forEach(array::add);
      return array;
    }
    ObjectNode object = Json.object();
    rest.forEach((edge, part) -> object.set(edge.substring(2), part));
    return object;
  }
}
