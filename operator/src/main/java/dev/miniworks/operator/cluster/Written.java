package dev.miniworks.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** What the API server says it has stored. */
record Written(JsonNode object) {

  String resourceVersion() {
    return object.path("metadata").path("resourceVersion").asText();
  }

  boolean controlledBy(String ownerUid) {
    for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean() && owner.path("uid").asText().equals(ownerUid)) {
        return true;
      }
    }
    return false;
  }
}
