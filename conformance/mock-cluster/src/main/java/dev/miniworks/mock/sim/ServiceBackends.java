package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.selector.LabelSelector;
import dev.miniworks.mock.store.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Knows which pods are behind which service, and has both descriptions of that written anew when it
 * changes.
 */
final class ServiceBackends implements Part {

  /** Describes a service's pods in the API. */
  interface Writer {
    void write(ObjectNode service, List<Backend> backends);

    /** The service is gone. */
    default void remove(ObjectKey service) {}
  }

  private record Service(ObjectNode json, LabelSelector selector) {}

  private final Loop loop;
  private final List<Writer> writers;
  private final Map<ObjectKey, Backend> backends = new HashMap<>();
  private final Map<String, Map<ObjectKey, Backend>> byNamespace = new HashMap<>();
  private final Map<String, Map<ObjectKey, Service>> services = new HashMap<>();
  private final Set<ObjectKey> waiting = new HashSet<>();

  ServiceBackends(Loop loop, List<Writer> writers) {
    this.loop = loop;
    this.writers = writers;
  }

  @Override
  public void changed(Change change) {
    if (change.isOf(Resources.PODS)) {
      podChanged(change.key(), change.object().map(Backend::of));
    } else if (change.isOf(Resources.SERVICES)) {
      serviceChanged(change.key(), change.object());
    }
  }

  private void podChanged(ObjectKey key, Optional<Backend> now) {
    Optional<Backend> before = Optional.ofNullable(backends.get(key));
    if (now.equals(before)) {
      return;
    }
    Map<ObjectKey, Backend> neighbours =
        byNamespace.computeIfAbsent(key.namespace(), any -> new TreeMap<>());
    if (now.isPresent()) {
      backends.put(key, now.get());
      neighbours.put(key, now.get());
    } else {
      backends.remove(key);
      neighbours.remove(key);
    }
    services
        .getOrDefault(key.namespace(), Map.of())
        .forEach(
            (name, service) -> {
              if (reached(service, before) || reached(service, now)) {
                ask(name);
              }
            });
  }

  private static boolean reached(Service service, Optional<Backend> backend) {
    return backend
        .filter(Backend::canBeReached)
        .filter(pod -> service.selector().matches(pod.labels()))
        .isPresent();
  }

  private void serviceChanged(ObjectKey key, Optional<ObjectNode> now) {
    Map<ObjectKey, Service> neighbours =
        services.computeIfAbsent(key.namespace(), any -> new HashMap<>());
    Optional<ObjectNode> selecting =
        now.filter(service -> !Json.at(service, "spec.selector").isEmpty())
            .filter(service -> !Json.at(service, "spec.type").asText().equals("ExternalName"));
    if (selecting.isPresent()) {
      LabelSelector selector = LabelSelector.ofLabels(Json.at(selecting.get(), "spec.selector"));
      neighbours.put(key, new Service(selecting.get(), selector));
      ask(key);
    } else if (neighbours.remove(key) != null && now.isEmpty()) {
      loop.soon(() -> writers.forEach(writer -> writer.remove(key)));
    }
  }

  private void ask(ObjectKey service) {
    if (waiting.add(service)) {
      loop.atLeisure(
          () -> {
            waiting.remove(service);
            write(service);
          });
    }
  }

  private void write(ObjectKey key) {
    Service service = services.getOrDefault(key.namespace(), Map.of()).get(key);
    if (service == null) {
      return;
    }
    List<Backend> behind = new ArrayList<>();
    for (Backend pod : byNamespace.getOrDefault(key.namespace(), Map.of()).values()) {
      if (reached(service, Optional.of(pod))) {
        behind.add(pod);
      }
    }
    writers.forEach(writer -> writer.write(service.json(), behind));
  }
}
