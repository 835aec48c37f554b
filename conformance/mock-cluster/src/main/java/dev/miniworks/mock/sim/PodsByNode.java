package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pods that have a node, by their nodes. */
final class PodsByNode implements Part {

  private final Map<String, Map<ObjectKey, ObjectNode>> pods = new HashMap<>();
  private final Map<ObjectKey, String> homes = new HashMap<>();

  @Override
  public void changed(Change change) {
    if (!change.isOf(Resources.PODS)) {
      return;
    }
    String node = change.object().map(pod -> Json.at(pod, "spec.nodeName").asText()).orElse("");
    String before = node.isEmpty() ? homes.remove(change.key()) : homes.put(change.key(), node);
    if (before != null && !before.equals(node)) {
      pods.get(before).remove(change.key());
    }
    if (!node.isEmpty()) {
      pods.computeIfAbsent(node, any -> new TreeMap<>())
          .put(change.key(), change.object().orElseThrow());
    }
  }

  /** The pods of a node, in the order of their names. */
  Collection<ObjectNode> of(String node) {
    return List.copyOf(pods.getOrDefault(node, Map.of()).values());
  }

  /** A pod as it is now, if it has a node. */
  Optional<ObjectNode> find(ObjectKey key) {
    String node = homes.get(key);
    return node == null ? Optional.empty() : Optional.ofNullable(pods.get(node).get(key));
  }
}
