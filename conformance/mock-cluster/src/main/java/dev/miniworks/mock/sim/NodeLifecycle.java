package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches over nodes: one whose lease is not renewed is given up, its pods are no longer ready, and
 * every node bears the taints that its state calls for.
 */
final class NodeLifecycle implements Part {

  private static final Duration GRACE = Duration.ofSeconds(50);
  private static final List<String> CONDITIONS =
      List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

  private final Loop loop;
  private final Client client;
  private final PodWriter writer;
  private final Recorder recorder;
  private final PodsByNode pods;
  private final Map<String, ObjectNode> nodes = new HashMap<>();
  private final Map<String, Instant> heard = new HashMap<>();
  private final Map<String, Loop.Timer> timers = new HashMap<>();
  private final Set<String> ready = new HashSet<>();

  NodeLifecycle(Loop loop, Client client, PodsByNode pods) {
    this.loop = loop;
    this.client = client;
    this.writer = new PodWriter(client);
    this.recorder = new Recorder(loop, client, "node-controller");
    this.pods = pods;
  }

  @Override
  public void changed(Change change) {
    String name = change.key().name();
    if (change.isOf(Resources.LEASES) && change.object().isPresent()) {
      if (change.key().namespace().equals(Kubelet.LEASE_NAMESPACE)) {
        heard.put(name, loop.now());
      }
    } else if (change.isOf(Resources.NODES)) {
      change.object().ifPresentOrElse(node -> seen(name, node), () -> gone(name));
    }
  }

  private void gone(String name) {
    ObjectNode node = nodes.remove(name);
    heard.remove(name);
    ready.remove(name);
    Optional.ofNullable(timers.remove(name)).ifPresent(Loop.Timer::cancel);
    if (node != null) {
      String message = "Node " + name + " event: Removing Node " + name + " from Controller";
      recorder.record(node, "Normal", "RemovingNode", message);
    }
  }

  private void seen(String name, ObjectNode node) {
    if (nodes.put(name, node) == null) {
      String message = "Node " + name + " event: Registered Node " + name + " in Controller";
      recorder.record(node, "Normal", "RegisteredNode", message);
      heard.put(name, loop.now());
      timers.put(name, loop.after(GRACE, () -> check(name)));
    }
    if (NodeStatuses.isReady(node)) {
      ready.add(name);
    } else if (ready.remove(name)) {
      recorder.record(
          node, "Normal", "NodeNotReady", "Node " + name + " status is now: NodeNotReady");
      pods.of(name).forEach(pod -> loop.soon(() -> markNotReady(pod)));
    }
    loop.soon(() -> taint(name));
  }

  /** Looks whether the node has been heard of in time, and when that is to be asked again. */
  private void check(String name) {
    ObjectNode node = nodes.get(name);
    if (node == null) {
      return;
    }
    Instant deadline = heard.get(name).plus(GRACE);
    if (deadline.isAfter(loop.now())) {
      timers.put(name, loop.after(Duration.between(loop.now(), deadline), () -> check(name)));
    } else {
      timers.put(name, loop.after(GRACE, () -> check(name)));
      loop.soon(() -> giveUp(name));
    }
  }

  private void giveUp(String name) {
    ObjectNode node = nodes.get(name);
    if (node == null) {
      return;
    }
    String now = Moments.seconds(loop.now());
    ArrayNode conditions = Json.array();
    for (String type : CONDITIONS) {
      Optional<JsonNode> condition = Conditions.find(node, type);
      if (condition.filter(one -> one.path("status").asText().equals("Unknown")).isPresent()) {
        continue;
      }
      boolean known = condition.isPresent();
      ObjectNode unknown = conditions.addObject().put("type", type).put("status", "Unknown");
      unknown.put("reason", known ? "NodeStatusUnknown" : "NodeStatusNeverUpdated");
      unknown.put(
          "message",
          known ? "Kubelet stopped posting node status." : "Kubelet never posted node status.");
      unknown.put("lastTransitionTime", now);
      if (!known) {
        unknown.set("lastHeartbeatTime", Json.at(node, "metadata.creationTimestamp"));
      }
    }
    if (!conditions.isEmpty()) {
      ObjectNode patch = Json.object();
      patch.putObject("status").set("conditions", conditions);
      client.patch("v1", "nodes", "", name, "status", PatchType.STRATEGIC, patch);
    }
  }

  private void markNotReady(ObjectNode seen) {
    Optional<ObjectNode> pod =
        pods.find(PodWriter.keyOf(seen)).filter(now -> Conditions.isTrue(now, "Ready"));
    if (pod.isEmpty()) {
      return;
    }
    ObjectNode condition = Json.object().put("type", "Ready").put("status", "False");
    condition.put("lastTransitionTime", Moments.seconds(loop.now()));
    writer.patchCondition(pod.get(), condition);
    recorder.record(pod.get(), "Warning", "NodeNotReady", "Node is not ready");
  }

  private void taint(String name) {
    ObjectNode node = nodes.get(name);
    if (node == null) {
      return;
    }
    JsonNode borne = Json.at(node, "spec.taints");
    ArrayNode taints = NodeTaints.of(node, Moments.seconds(loop.now()));
    if (taints.equals(borne) || taints.isEmpty() && borne.isEmpty()) {
      return;
    }
    ObjectNode patch = Json.object();
    // the taints are replaced as a whole, so nobody may have written others meanwhile
    patch.putObject("metadata").set("resourceVersion", Json.at(node, "metadata.resourceVersion"));
    patch.putObject("spec").set("taints", taints);
    client.patch("v1", "nodes", "", name, "", PatchType.MERGE, patch);
  }
}
