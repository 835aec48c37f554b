package dev.miniworks.mock.api;

import static dev.miniworks.mock.json.Json.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How nodes look in tables. Pure. */
final class NodeCells {

  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

  private NodeCells() {}

  static List<Column> columns() {
    return List.of(
        Tables.NAME,
        BuiltInColumns.text("Status", NodeCells::status),
        BuiltInColumns.text("Roles", NodeCells::roles),
        Tables.AGE,
        BuiltInColumns.text("Version", node -> info(node, "kubeletVersion")),
        BuiltInColumns.wide("Internal-IP", node -> address(node, "InternalIP")),
        BuiltInColumns.wide("External-IP", node -> address(node, "ExternalIP")),
        BuiltInColumns.wide("OS-Image", node -> orUnknown(info(node, "osImage"))),
        BuiltInColumns.wide("Kernel-Version", node -> orUnknown(info(node, "kernelVersion"))),
        BuiltInColumns.wide(
            "Container-Runtime", node -> orUnknown(info(node, "containerRuntimeVersion"))));
  }

  private static String status(JsonNode node) {
    String status = "Unknown";
    for (JsonNode condition : at(node, "status.conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        status = condition.path("status").asText().equals("True") ? "Ready" : "NotReady";
      }
    }
    return at(node, "spec.unschedulable").asBoolean() ? status + ",SchedulingDisabled" : status;
  }

  private static String roles(JsonNode node) {
    List<String> roles = new ArrayList<>();
    at(node, "metadata.labels")
        .properties()
        .forEach(
            label -> {
              if (label.getKey().startsWith(ROLE_PREFIX)) {
                roles.add(label.getKey().substring(ROLE_PREFIX.length()));
              }
            });
    roles.sort(null);
    return BuiltInColumns.orNone(String.join(",", roles));
  }

  private static String info(JsonNode node, String field) {
    return at(node, "status.nodeInfo").path(field).asText();
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "<unknown>" : text;
  }

  private static String address(JsonNode node, String type) {
    for (JsonNode address : at(node, "status.addresses")) {
      if (address.path("type").asText().equals(type)) {
        return address.path("address").asText();
      }
    }
    return "<none>";
  }
}
