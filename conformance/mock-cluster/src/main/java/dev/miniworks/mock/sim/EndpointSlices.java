package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Query;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes endpoint slices: of each set of ports that pods have for a service as many as it takes, a
 * hundred endpoints in one at most. An endpoint stays in its slice as long as there is one.
 */
final class EndpointSlices implements ServiceBackends.Writer {

  private static final String API = "discovery.k8s.io/v1";
  private static final String MANAGER_LABEL = "endpointslice.kubernetes.io/managed-by";
  private static final String MANAGER = "endpointslice-controller.k8s.io";
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";
  private static final int LARGEST = 100;

  /** A slice as it is to be. */
  private record Wanted(Optional<Item> existing, JsonNode ports, List<ObjectNode> endpoints) {}

  private final ObjectStore store;
  private final Client client;

  EndpointSlices(ObjectStore store, Client client) {
    this.store = store;
    this.client = client;
  }

  @Override
  public void write(ObjectNode service, List<Backend> backends) {
    Map<JsonNode, Map<String, ObjectNode>> byPorts = new LinkedHashMap<>();
    for (Backend pod : backends) {
      byPorts
          .computeIfAbsent(pod.portsFor(service), any -> new LinkedHashMap<>())
          .put(pod.uid(), endpoint(service, pod));
    }
    List<Item> existing = existing(service);
    List<Wanted> wanted = new ArrayList<>();
    byPorts.forEach((ports, endpoints) -> wanted.addAll(distribute(ports, endpoints, existing)));
    if (wanted.isEmpty()) {
      wanted.add(new Wanted(Optional.empty(), Json.array(), List.of()));
    }
    Deque<Item> unused = new ArrayDeque<>(existing);
    wanted.forEach(slice -> slice.existing().ifPresent(unused::remove));
    for (Wanted slice : wanted) {
      // one that would be deleted is changed instead of creating another
      write(service, slice, slice.existing().or(() -> Optional.ofNullable(unused.poll())));
    }
    for (Item slice : unused) {
      client.deleteIfPresent(
          API, "endpointslices", slice.key().namespace(), slice.key().name(), Json.object());
    }
  }

  private List<Item> existing(ObjectNode service) {
    JsonNode metadata = service.path("metadata");
    String term = Item.labelTerm(SERVICE_LABEL, metadata.path("name").asText());
    Query query =
        new Query(
            Optional.empty(),
            Optional.of(metadata.path("namespace").asText()),
            List.of(term),
            slice ->
                MANAGER.equals(slice.labels().get(MANAGER_LABEL))
                    && slice.owners().contains(metadata.path("uid").asText())
                    && !slice.isBeingDeleted(),
            Optional.empty(),
            0);
    return store.list(Resources.ENDPOINT_SLICES, query).items();
  }

  /** Leaves endpoints where they are, and puts new ones where there is room. */
  private static List<Wanted> distribute(
      JsonNode ports, Map<String, ObjectNode> endpoints, List<Item> existing) {
    List<Wanted> slices = new ArrayList<>();
    Map<String, ObjectNode> left = new LinkedHashMap<>(endpoints);
    for (Item slice : existing) {
      if (!samePorts(slice.json().path("ports"), ports)) {
        continue;
      }
      List<ObjectNode> kept = new ArrayList<>();
      for (JsonNode endpoint : slice.json().path("endpoints")) {
        ObjectNode now = left.remove(Json.at(endpoint, "targetRef.uid").asText());
        if (now != null) {
          kept.add(now);
        }
      }
      slices.add(new Wanted(Optional.of(slice), ports, kept));
    }
    Deque<ObjectNode> rest = new ArrayDeque<>(left.values());
    for (Wanted slice : slices) {
      fill(slice, rest);
    }
    while (!rest.isEmpty()) {
      Wanted slice = new Wanted(Optional.empty(), ports, new ArrayList<>());
      fill(slice, rest);
      slices.add(slice);
    }
    slices.removeIf(slice -> slice.endpoints().isEmpty());
    return slices;
  }

  private static void fill(Wanted slice, Deque<ObjectNode> rest) {
    while (slice.endpoints().size() < LARGEST && !rest.isEmpty()) {
      slice.endpoints().add(rest.remove());
    }
  }

  private static boolean samePorts(JsonNode stored, JsonNode wanted) {
    return stored.equals(wanted) || stored.isEmpty() && wanted.isEmpty();
  }

  private void write(ObjectNode service, Wanted slice, Optional<Item> existing) {
    JsonNode metadata = service.path("metadata");
    String namespace = metadata.path("namespace").asText();
    ObjectNode object = existing.map(Item::copy).orElseGet(() -> blank(service));
    ObjectNode labels = Json.object();
    metadata.path("labels").properties().forEach(one -> labels.set(one.getKey(), one.getValue()));
    labels.put(SERVICE_LABEL, metadata.path("name").asText()).put(MANAGER_LABEL, MANAGER);
    if (Json.at(service, "spec.clusterIP").asText().equals("None")) {
      labels.put("service.kubernetes.io/headless", "");
    }
    ((ObjectNode) object.get("metadata")).set("labels", labels);
    setOrNull(object, "ports", slice.ports());
    setOrNull(object, "endpoints", Json.array().addAll(slice.endpoints()));
    if (existing.isEmpty()) {
      client.create(API, "endpointslices", namespace, object);
    } else if (!existing.get().json().equals(object)) {
      client.update(API, "endpointslices", namespace, object);
    }
  }

  private static void setOrNull(ObjectNode object, String field, JsonNode list) {
    if (list.isEmpty()) {
      object.putNull(field);
    } else {
      object.set(field, list);
    }
  }

  private static ObjectNode blank(ObjectNode service) {
    JsonNode metadata = service.path("metadata");
    ObjectNode slice = Json.object().put("apiVersion", API).put("kind", "EndpointSlice");
    ObjectNode owner =
        slice
            .putObject("metadata")
            .put("generateName", metadata.path("name").asText() + "-")
            .putArray("ownerReferences")
            .addObject();
    owner.put("apiVersion", "v1").put("kind", "Service");
    owner.set("name", metadata.path("name"));
    owner.set("uid", metadata.path("uid"));
    owner.put("controller", true).put("blockOwnerDeletion", true);
    return slice.put("addressType", "IPv4");
  }

  private ObjectNode endpoint(ObjectNode service, Backend pod) {
    boolean always = Json.at(service, "spec.publishNotReadyAddresses").asBoolean();
    ObjectNode endpoint = Json.object();
    endpoint.putArray("addresses").add(pod.ip());
    endpoint
        .putObject("conditions")
        .put("ready", always || pod.ready() && !pod.terminating())
        .put("serving", pod.ready())
        .put("terminating", pod.terminating());
    pod.hostnameIn(service).ifPresent(name -> endpoint.put("hostname", name));
    endpoint.set("targetRef", pod.reference());
    endpoint.put("nodeName", pod.node());
    zone(pod.node()).ifPresent(zone -> endpoint.put("zone", zone));
    return endpoint;
  }

  private Optional<String> zone(String node) {
    return store
        .get(Resources.NODES, new ObjectKey("", node))
        .map(item -> item.labels().get("topology.kubernetes.io/zone"));
  }
}
