package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.json.Json;
import java.util.HashMap;
import java.util.Map;

/** Keeps the taints of nodes in step with their state. */
final class NodeLifecycle implements Part {

  private final Loop loop;
  private final Client client;
  private final Map<String, ObjectNode> nodes = new HashMap<>();

  NodeLifecycle(Loop loop, Client client) {
    this.loop = loop;
    this.client = client;
  }

  @Override
  public void changed(Change change) {
    if (!change.isOf(Resources.NODES)) {
      return;
    }
    String name = change.key().name();
    if (change.object().isEmpty()) {
      nodes.remove(name);
      return;
    }
    nodes.put(name, change.object().get());
    loop.soon(() -> taint(name));
  }

  private void taint(String name) {
    ObjectNode node = nodes.get(name);
    if (node == null) {
      return;
    }
    ArrayNode taints = NodeTaints.of(node, Moments.seconds(loop.now()));
    if (taints.equals(Json.at(node, "spec.taints")) || taints.isEmpty() && !hasTaints(node)) {
      return;
    }
    ObjectNode patch = Json.object();
    patch.putObject("metadata").set("resourceVersion", Json.at(node, "metadata.resourceVersion"));
    patch.putObject("spec").set("taints", taints);
    client.patch("v1", "nodes", "", name, "", PatchType.MERGE, patch);
  }

  private static boolean hasTaints(ObjectNode node) {
    return !Json.at(node, "spec.taints").isEmpty();
  }
}
