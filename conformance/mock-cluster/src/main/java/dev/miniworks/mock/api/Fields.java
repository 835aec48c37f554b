package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.json.Json;

/** Reads fields as field selectors see them. */
final class Fields {

  private Fields() {}

  /** A field as text; empty, {@code 0} or {@code false} when it is not set. */
  static String text(JsonNode object, String path) {
    JsonNode value = Json.at(object, path);
    if (path.equals("status.podIPs")) {
      return value.path(0).path("ip").asText();
    }
    if (!value.isMissingNode()) {
      return value.asText();
    }
    return switch (path) {
      case "spec.unschedulable", "spec.hostNetwork" -> "false";
      case "status.replicas", "status.succeeded" -> "0";
      default -> "";
    };
  }
}
