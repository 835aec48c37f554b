package dev.miniworks.mock.api;

import static dev.miniworks.mock.json.Json.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How services look in tables. Pure. */
final class ServiceCells {

  private ServiceCells() {}

  static List<Column> columns() {
    return List.of(
        Tables.NAME,
        BuiltInColumns.text("Type", service -> at(service, "spec.type").asText()),
        BuiltInColumns.text(
            "Cluster-IP", service -> BuiltInColumns.orNone(at(service, "spec.clusterIP").asText())),
        BuiltInColumns.text("External-IP", ServiceCells::external),
        BuiltInColumns.text("Port(s)", ServiceCells::ports),
        Tables.AGE,
        BuiltInColumns.wide(
            "Selector", service -> BuiltInColumns.pairs(at(service, "spec.selector"))));
  }

  private static String external(JsonNode service) {
    List<String> addresses = new ArrayList<>();
    at(service, "status.loadBalancer.ingress")
        .forEach(
            ingress ->
                addresses.add(
                    ingress.has("ip")
                        ? ingress.path("ip").asText()
                        : ingress.path("hostname").asText()));
    at(service, "spec.externalIPs").forEach(address -> addresses.add(address.asText()));
    if (!addresses.isEmpty()) {
      return String.join(",", addresses);
    }
    return switch (at(service, "spec.type").asText()) {
      case "LoadBalancer" -> "<pending>";
      case "ExternalName" -> at(service, "spec.externalName").asText();
      default -> "<none>";
    };
  }

  private static String ports(JsonNode service) {
    List<String> ports = new ArrayList<>();
    for (JsonNode port : at(service, "spec.ports")) {
      String node = port.path("nodePort").asInt() > 0 ? ":" + port.path("nodePort").asInt() : "";
      ports.add(port.path("port").asInt() + node + "/" + port.path("protocol").asText("TCP"));
    }
    return BuiltInColumns.orNone(String.join(",", ports));
  }
}
