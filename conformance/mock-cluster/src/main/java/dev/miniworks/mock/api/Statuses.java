package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Item;

/** Makes the Status objects with which the API server answers when it has no other object. */
final class Statuses {

  private Statuses() {}

  static ObjectNode failure(int code, String message) {
    ObjectNode status = status("Failure");
    status.put("message", message);
    return status.put("code", code);
  }

  static ObjectNode created() {
    return status("Success").put("code", 201);
  }

  static ObjectNode deleted(ResourceType type, Item item) {
    ObjectNode status = status("Success");
    ObjectNode details = status.putObject("details").put("name", item.key().name());
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural()).put("uid", item.uid());
    return status;
  }

  private static ObjectNode status(String outcome) {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return status.put("status", outcome);
  }
}
