package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the older description of a service's pods, one object for each service. */
final class EndpointsObjects implements ServiceBackends.Writer {

  private final ObjectStore store;
  private final Client client;

  EndpointsObjects(ObjectStore store, Client client) {
    this.store = store;
    this.client = client;
  }

  @Override
  public void write(ObjectNode service, List<Backend> backends) {
    JsonNode metadata = service.path("metadata");
    ObjectKey key =
        new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText());
    Optional<Item> existing = store.get(Resources.ENDPOINTS, key);
    ObjectNode object =
        existing.map(Item::copy).orElseGet(() -> Client.named("v1", "Endpoints", key.name()));
    ObjectNode labels = Json.object();
    metadata.path("labels").properties().forEach(one -> labels.set(one.getKey(), one.getValue()));
    labels.put("endpoints.kubernetes.io/managed-by", "endpoint-controller");
    if (Json.at(service, "spec.clusterIP").asText().equals("None")) {
      labels.put("service.kubernetes.io/headless", "");
    }
    ((ObjectNode) object.get("metadata")).set("labels", labels);
    ArrayNode subsets = subsets(service, backends);
    if (subsets.isEmpty()) {
      object.remove("subsets");
    } else {
      object.set("subsets", subsets);
    }
    if (existing.isEmpty()) {
      client.create("v1", "endpoints", key.namespace(), object);
    } else if (!existing.get().json().equals(object)) {
      client.update("v1", "endpoints", key.namespace(), object);
    }
  }

  @Override
  public void remove(ObjectKey service) {
    client.deleteIfPresent("v1", "endpoints", service.namespace(), service.name(), Json.object());
  }

  /** Ports with the same pods behind them form one subset. */
  private static ArrayNode subsets(ObjectNode service, List<Backend> backends) {
    boolean always = Json.at(service, "spec.publishNotReadyAddresses").asBoolean();
    List<Backend> shown =
        backends.stream()
            .filter(pod -> always || !pod.terminating())
            .sorted(Comparator.comparing(Backend::ip))
            .toList();
    Map<JsonNode, List<Backend>> byPort = new LinkedHashMap<>();
    for (Backend pod : shown) {
      for (JsonNode port : portsOf(service, pod)) {
        byPort.computeIfAbsent(port, any -> new ArrayList<>()).add(pod);
      }
    }
    Map<List<Backend>, ArrayNode> byPods = new LinkedHashMap<>();
    byPort.forEach(
        (port, pods) -> {
          ArrayNode ports = byPods.computeIfAbsent(pods, any -> Json.array());
          if (!port.isEmpty()) {
            ports.add(port);
          }
        });
    ArrayNode subsets = Json.array();
    byPods.forEach((pods, ports) -> subsets.add(subset(service, pods, ports, always)));
    return subsets;
  }

  /** A headless service may have no ports, and yet has pods. */
  private static ArrayNode portsOf(ObjectNode service, Backend pod) {
    if (Json.at(service, "spec.ports").isEmpty()) {
      return Json.array().add(Json.object());
    }
    ArrayNode ports = pod.portsFor(service);
    for (JsonNode port : ports) {
      if (port.path("name").asText().isEmpty()) {
        ((ObjectNode) port).remove("name");
      }
    }
    return ports;
  }

  private static ObjectNode subset(
      ObjectNode service, List<Backend> pods, ArrayNode ports, boolean always) {
    ObjectNode subset = Json.object();
    for (Backend pod : pods) {
      boolean ready = always || pod.ready();
      ObjectNode address =
          subset.withArray(ready ? "/addresses" : "/notReadyAddresses").addObject();
      address.put("ip", pod.ip()).put("nodeName", pod.node());
      pod.hostnameIn(service).ifPresent(name -> address.put("hostname", name));
      address.set("targetRef", pod.reference());
    }
    if (!ports.isEmpty()) {
      subset.set("ports", ports);
    }
    return subset;
  }
}
