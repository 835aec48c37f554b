package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The kubelets of all nodes, whoever has entered them; each hears of its own pods. */
final class Kubelets implements Part {

  private final Loop loop;
  private final Function<Actor, Client> clients;
  private final Map<String, Kubelet> byNode = new HashMap<>();
  private final Map<ObjectKey, String> homes = new HashMap<>();

  Kubelets(Loop loop, Function<Actor, Client> clients) {
    this.loop = loop;
    this.clients = clients;
  }

  /** The one of a node, which may come later. */
  Kubelet of(String node) {
    return byNode.computeIfAbsent(
        node,
        name ->
            new Kubelet(
                name, loop, clients.apply(Actors.kubelet(name)), new Addresses(byNode.size())));
  }

  @Override
  public void changed(Change change) {
    if (change.isOf(Resources.NODES)) {
      of(change.key().name()).node(change.object());
    } else if (change.isOf(Resources.PODS)) {
      podChanged(change.key(), change.object());
    }
  }

  private void podChanged(ObjectKey key, Optional<ObjectNode> pod) {
    String node = pod.map(now -> Json.at(now, "spec.nodeName").asText()).orElse("");
    String before = node.isEmpty() ? homes.remove(key) : homes.put(key, node);
    if (before != null && !before.equals(node)) {
      of(before).pod(key, Optional.empty());
    }
    if (!node.isEmpty()) {
      of(node).pod(key, pod);
    }
  }
}
