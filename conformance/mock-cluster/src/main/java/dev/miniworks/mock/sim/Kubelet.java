package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Plays one node: says that it is there and ready, and has its pods live as they say. */
final class Kubelet {

  static final String LEASE_NAMESPACE = "kube-node-lease";
  private static final String LEASE_API = "coordination.k8s.io/v1";
  private static final int LEASE_SECONDS = 40;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final String name;
  private final Loop loop;
  private final Client client;
  private final PodWriter writer;
  private final Addresses addresses;
  private final Map<ObjectKey, ObjectNode> pods = new HashMap<>();
  private final Map<ObjectKey, Loop.Timer> plans = new HashMap<>();
  private Optional<ObjectNode> node = Optional.empty();
  private Optional<Loop.Timer> heartbeat = Optional.empty();
  private boolean stopped;

  /**
   * @param client as this node
   */
  Kubelet(String name, Loop loop, Client client, Addresses addresses) {
    this.name = name;
    this.loop = loop;
    this.client = client;
    this.writer = new PodWriter(client);
    this.addresses = addresses;
  }

  /** Takes note of its node's state; with no node there is nothing to play. */
  void node(Optional<ObjectNode> now) {
    boolean came = node.isEmpty() && now.isPresent();
    boolean went = node.isPresent() && now.isEmpty();
    node = now;
    if (came) {
      resume();
    } else if (went) {
      pause();
    } else if (plays() && !NodeStatuses.isReady(now.get())) {
      loop.soon(this::register);
    }
  }

  /** As if the machine had lost its power. */
  void stop() {
    stopped = true;
    pause();
  }

  void start() {
    if (stopped) {
      stopped = false;
      resume();
    }
  }

  private boolean plays() {
    return !stopped && node.isPresent();
  }

  private void resume() {
    if (plays()) {
      loop.soon(this::register);
      loop.soon(this::beat);
      pods.keySet().forEach(this::plan);
      pods.keySet().forEach(key -> loop.soon(() -> restore(key)));
    }
  }

  private void pause() {
    heartbeat.ifPresent(Loop.Timer::cancel);
    plans.values().forEach(Loop.Timer::cancel);
    plans.clear();
  }

  /** Takes note of a pod that is on this node, or no longer. */
  void pod(ObjectKey key, Optional<ObjectNode> now) {
    if (now.isPresent()) {
      pods.put(key, now.get());
    } else {
      pods.remove(key);
      addresses.release(key);
    }
    plan(key);
  }

  private void plan(ObjectKey key) {
    Loop.Timer old = plans.remove(key);
    if (old != null) {
      old.cancel();
    }
    ObjectNode pod = pods.get(key);
    if (pod == null || !plays()) {
      return;
    }
    PodStage.after(pod)
        .ifPresent(
            stage -> {
              Duration delay = stage.delay(pod, loop.now());
              plans.put(key, loop.after(delay, () -> play(key, pod, stage)));
            });
  }

  private void play(ObjectKey key, ObjectNode pod, PodStage stage) {
    // what has been planned for an earlier state of the pod is no longer true
    if (pods.get(key) != pod || !plays()) {
      return;
    }
    String now = Moments.seconds(loop.now());
    switch (stage) {
      case IMAGE_MISSING -> writer.patchStatus(pod, PodStatuses.imageMissing(pod, now));
      case RUNNING -> {
        boolean shared = Json.at(pod, "spec.hostNetwork").asBoolean();
        String address = shared ? addresses.node() : addresses.of(key);
        writer.patchStatus(pod, PodStatuses.running(pod, addresses.node(), address, now));
      }
      case EXIT -> writer.patchStatus(pod, PodStatuses.ended(pod, now));
      case GONE -> writer.deleteNow(pod);
    }
  }

  /** A node that has been given up and comes back finds its pods marked as not ready. */
  private void restore(ObjectKey key) {
    ObjectNode pod = pods.get(key);
    if (pod != null && plays() && PodStatuses.isWronglyUnready(pod)) {
      writer.patchStatus(pod, PodStatuses.readyAgain(Moments.seconds(loop.now())));
    }
  }

  private void register() {
    if (!plays() || NodeStatuses.isReady(node.get())) {
      return;
    }
    ObjectNode patch = Json.object();
    patch.set("status", NodeStatuses.ready(name, addresses.node(), Moments.seconds(loop.now())));
    client.patch("v1", "nodes", "", name, "status", PatchType.STRATEGIC, patch);
  }

  private void beat() {
    if (!plays()) {
      return;
    }
    heartbeat.ifPresent(Loop.Timer::cancel);
    heartbeat = Optional.of(loop.after(HEARTBEAT, this::beat));
    ObjectNode spec = Json.object().put("holderIdentity", name);
    spec.put("leaseDurationSeconds", LEASE_SECONDS);
    spec.put("renewTime", Moments.micros(loop.now()));
    ObjectNode patch = Json.object();
    patch.set("spec", spec);
    if (client.get(LEASE_API, "leases", LEASE_NAMESPACE, name).isPresent()) {
      client.patch(LEASE_API, "leases", LEASE_NAMESPACE, name, "", PatchType.MERGE, patch);
    } else {
      ObjectNode lease = Client.named(LEASE_API, "Lease", name);
      ObjectNode owner = lease.withObject("/metadata").putArray("ownerReferences").addObject();
      owner.put("apiVersion", "v1").put("kind", "Node").put("name", name);
      owner.set("uid", Json.at(node.get(), "metadata.uid"));
      lease.set("spec", spec);
      client.create(LEASE_API, "leases", LEASE_NAMESPACE, lease);
    }
  }
}
