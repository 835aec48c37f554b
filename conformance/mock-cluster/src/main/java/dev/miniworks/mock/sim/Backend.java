package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What those who send traffic to pods have to know of one.
 *
 * @param ip empty as long as it has none
 * @param ended whether its containers will never run again
 * @param ports of its containers, as they are written
 */
record Backend(
    ObjectKey key,
    String uid,
    Map<String, String> labels,
    String ip,
    String node,
    String hostname,
    String subdomain,
    boolean ready,
    boolean terminating,
    boolean ended,
    List<JsonNode> ports) {

  static Backend of(ObjectNode pod) {
    JsonNode metadata = pod.path("metadata");
    JsonNode spec = pod.path("spec");
    JsonNode status = pod.path("status");
    Map<String, String> labels = new LinkedHashMap<>();
    metadata
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    String phase = status.path("phase").asText();
    return new Backend(
        new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText()),
        metadata.path("uid").asText(),
        labels,
        status.path("podIP").asText(),
        spec.path("nodeName").asText(),
        spec.path("hostname").asText(),
        spec.path("subdomain").asText(),
        isReady(status),
        metadata.has("deletionTimestamp"),
        phase.equals("Succeeded") || phase.equals("Failed"),
        Stream.of("initContainers", "containers")
            .flatMap(list -> spec.path(list).valueStream())
            .flatMap(container -> container.path("ports").valueStream())
            .toList());
  }

  private static boolean isReady(JsonNode status) {
    return status
        .path("conditions")
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asText().equals("Ready")
                    && condition.path("status").asText().equals("True"));
  }

  boolean canBeReached() {
    return !ip.isEmpty() && !ended;
  }

  /** The ports of a service as they are on this pod; a name that it does not know is left out. */
  ArrayNode portsFor(JsonNode service) {
    ArrayNode resolved = Json.array();
    for (JsonNode port : Json.at(service, "spec.ports")) {
      number(port)
          .ifPresent(
              number -> {
                ObjectNode entry = resolved.addObject().put("name", port.path("name").asText());
                entry.put("port", number).put("protocol", port.path("protocol").asText("TCP"));
                if (port.has("appProtocol")) {
                  entry.set("appProtocol", port.get("appProtocol"));
                }
              });
    }
    return resolved;
  }

  private Optional<Integer> number(JsonNode servicePort) {
    JsonNode target = servicePort.path("targetPort");
    if (!target.isTextual()) {
      int number = target.asInt();
      return Optional.of(number == 0 ? servicePort.path("port").asInt() : number);
    }
    String protocol = servicePort.path("protocol").asText("TCP");
    return ports.stream()
        .filter(
            port ->
                port.path("name").asText().equals(target.asText())
                    && port.path("protocol").asText("TCP").equals(protocol))
        .map(port -> port.path("containerPort").asInt())
        .findFirst();
  }

  /** Its name within a headless service, if it has one there. */
  Optional<String> hostnameIn(JsonNode service) {
    boolean named =
        !hostname.isEmpty() && subdomain.equals(Json.at(service, "metadata.name").asText());
    return named ? Optional.of(hostname) : Optional.empty();
  }

  ObjectNode reference() {
    return Json.object()
        .put("kind", "Pod")
        .put("namespace", key.namespace())
        .put("name", key.name())
        .put("uid", uid);
  }
}
