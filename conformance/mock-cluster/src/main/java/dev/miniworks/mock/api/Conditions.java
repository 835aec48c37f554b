package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes conditions of a status. Pure. */
final class Conditions {

  private Conditions() {}

  /** Sets a condition, in place; its time moves only when it changes. */
  static void set(ObjectNode status, String type, String value, String now) {
    ArrayNode conditions =
        status.get("conditions") instanceof ArrayNode array ? array : status.putArray("conditions");
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        ObjectNode existing = (ObjectNode) condition;
        if (!condition.path("status").asText().equals(value)) {
          existing.put("status", value).put("lastTransitionTime", now);
        }
        existing.remove("reason");
        existing.remove("message");
        return;
      }
    }
    conditions
        .addObject()
        .put("type", type)
        .put("status", value)
        .putNull("lastProbeTime")
        .put("lastTransitionTime", now);
  }
}
