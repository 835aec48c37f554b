package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the scheduler has to know of a node: what it is, and which pods take up its room. */
final class NodeInfo {

  private final String name;
  private final Map<ObjectKey, PodInfo> pods = new LinkedHashMap<>();
  private final Map<ObjectKey, PodInfo> shy = new LinkedHashMap<>();
  private final Map<String, BigDecimal> used = new HashMap<>();
  private ObjectNode node = Json.object();
  private Map<String, BigDecimal> allocatable = Map.of();

  NodeInfo(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Takes in another state of the node; tells whether pods may fit it now that did not before. */
  boolean update(ObjectNode now) {
    boolean changed =
        !now.path("spec").equals(node.path("spec"))
            || !Json.at(now, "metadata.labels").equals(Json.at(node, "metadata.labels"))
            || !Json.at(now, "status.allocatable").equals(Json.at(node, "status.allocatable"));
    node = now;
    if (changed) {
      allocatable = Requests.amounts(Json.at(now, "status.allocatable"));
    }
    return changed;
  }

  ObjectNode node() {
    return node;
  }

  Collection<PodInfo> pods() {
    return pods.values();
  }

  /** The pods that insist on keeping away from others. */
  Collection<PodInfo> shy() {
    return shy.values();
  }

  BigDecimal allocatable(String resource) {
    return allocatable.getOrDefault(resource, BigDecimal.ZERO);
  }

  BigDecimal used(String resource) {
    return used.getOrDefault(resource, BigDecimal.ZERO);
  }

  void add(PodInfo pod) {
    remove(pod.key());
    pods.put(pod.key(), pod);
    if (!pod.antiAffinity().isEmpty()) {
      shy.put(pod.key(), pod);
    }
    pod.requests().forEach((resource, amount) -> used.merge(resource, amount, BigDecimal::add));
  }

  void remove(ObjectKey key) {
    shy.remove(key);
    PodInfo pod = pods.remove(key);
    if (pod != null) {
      pod.requests()
          .forEach((resource, amount) -> used.merge(resource, amount.negate(), BigDecimal::add));
    }
  }
}
