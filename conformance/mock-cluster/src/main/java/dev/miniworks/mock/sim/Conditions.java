package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.Optional;

/** Reads the conditions of an object. Pure. */
final class Conditions {

  private Conditions() {}

  static Optional<JsonNode> find(ObjectNode object, String type) {
    return Json.at(object, "status.conditions")
        .valueStream()
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst();
  }

  static boolean isTrue(ObjectNode object, String type) {
    return find(object, type)
        .filter(condition -> condition.path("status").asText().equals("True"))
        .isPresent();
  }
}
