package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Counts the changes of what a user asks for, in {@code metadata.generation}. Pure. */
final class Generations {

  private static final Set<String> NOT_COUNTED = Set.of("apiVersion", "kind", "metadata", "status");

  private Generations() {}

  static void begin(ResourceType type, ObjectNode object) {
    if (type.has(Trait.GENERATION)) {
      metadata(object).put("generation", 1);
    }
  }

  static void goOn(ResourceType type, ObjectNode object, ObjectNode old) {
    keep(object, old);
    long generation = old.path("metadata").path("generation").asLong();
    if (generation > 0 && changed(type, object, old)) {
      metadata(object).put("generation", generation + 1);
    }
  }

  /** Takes the count as it was. */
  static void keep(ObjectNode object, ObjectNode old) {
    JsonNode generation = old.path("metadata").path("generation");
    if (generation.isMissingNode()) {
      metadata(object).remove("generation");
    } else {
      metadata(object).set("generation", generation);
    }
  }

  /** A deletion counts as a change. */
  static void countDeletion(ObjectNode object) {
    long generation = object.path("metadata").path("generation").asLong();
    if (generation > 0) {
      metadata(object).put("generation", generation + 1);
    }
  }

  private static boolean changed(ResourceType type, ObjectNode object, ObjectNode old) {
    boolean statusCounts = type.has(Trait.CUSTOM) && !type.subresources().contains("status");
    if (!countedEqual(object, old, statusCounts) || !countedEqual(old, object, statusCounts)) {
      return true;
    }
    if (type.has(Trait.ALL_COUNTS)) {
      return differs(object, old, "labels") || differs(object, old, "annotations");
    }
    return type.has(Trait.ANNOTATIONS_COUNT) && differs(object, old, "annotations");
  }

  private static boolean countedEqual(ObjectNode a, ObjectNode b, boolean statusCounts) {
    for (Map.Entry<String, JsonNode> field : a.properties()) {
      String name = field.getKey();
      boolean counted = !NOT_COUNTED.contains(name) || (statusCounts && name.equals("status"));
      if (counted && !field.getValue().equals(b.path(name))) {
        return false;
      }
    }
    return true;
  }

  private static boolean differs(ObjectNode a, ObjectNode b, String field) {
    return !a.path("metadata").path(field).equals(b.path("metadata").path(field));
  }

  private static ObjectNode metadata(ObjectNode object) {
    return (ObjectNode) object.get("metadata");
  }
}
