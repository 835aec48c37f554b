package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives nodes to pods, those of high priority first and then those that have waited longest. A pod
 * that fits nowhere is looked at again when a node or a pod has changed that may have kept it out.
 */
final class Scheduler implements Part {

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final String NAME = "default-scheduler";
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** A pod's place in the queue. */
  private record Turn(int priority, long arrival, ObjectKey pod) {}

  private final Loop loop;
  private final Client client;
  private final Function<String, Map<String, String>> namespaceLabels;
  private final PodWriter writer;
  private final Recorder recorder;
  private final Map<ObjectKey, PodInfo> pods = new HashMap<>();
  private final Map<String, NodeInfo> nodes = new TreeMap<>();
  private final Map<ObjectKey, Turn> turns = new HashMap<>();
  private final NavigableSet<Turn> queue =
      new TreeSet<>(Comparator.comparing(Turn::priority).reversed().thenComparing(Turn::arrival));
  private final Map<ObjectKey, String> unschedulable = new HashMap<>();
  private long arrivals;
  private boolean asked;

  /**
   * @param namespaceLabels the labels of a namespace as they are now
   */
  Scheduler(Loop loop, Client client, Function<String, Map<String, String>> namespaceLabels) {
    this.loop = loop;
    this.client = client;
    this.namespaceLabels = namespaceLabels;
    this.writer = new PodWriter(client);
    this.recorder = new Recorder(loop, client, NAME);
  }

  @Override
  public void changed(Change change) {
    if (change.isOf(Resources.PODS)) {
      podChanged(change);
    } else if (change.isOf(Resources.NODES)) {
      nodeChanged(change);
    }
  }

  private void nodeChanged(Change change) {
    String name = change.key().name();
    if (change.object().isEmpty()) {
      nodes.remove(name);
      retry(any -> true);
      return;
    }
    boolean isNew = !nodes.containsKey(name);
    NodeInfo node = nodes.computeIfAbsent(name, NodeInfo::new);
    boolean matters = node.update(change.object().get());
    if (isNew) {
      pods.values().stream()
          .filter(pod -> pod.node().equals(name) && pod.holdsRoom())
          .forEach(node::add);
    }
    if (isNew || matters) {
      retry(any -> true);
    }
  }

  private void podChanged(Change change) {
    Optional<PodInfo> now = change.object().map(PodInfo::of);
    Optional<PodInfo> before = Optional.ofNullable(pods.remove(change.key()));
    now.ifPresent(pod -> pods.put(pod.key(), pod));
    before.ifPresent(this::leave);
    now.filter(PodInfo::holdsRoom)
        .map(PodInfo::node)
        .map(nodes::get)
        .ifPresent(node -> node.add(now.get()));
    boolean pending = now.filter(PodInfo::isPending).isPresent();
    if (!pending) {
      forget(change.key());
      boolean held = before.filter(PodInfo::holdsRoom).isPresent();
      boolean holds = now.filter(PodInfo::holdsRoom).isPresent();
      if (held && !holds) {
        retry(any -> true);
      } else if (holds && !held) {
        retry(PodInfo::minds);
      }
    } else if (before.filter(PodInfo::isPending).filter(now.get()::asksTheSame).isEmpty()) {
      forget(change.key());
      enqueue(now.get());
    }
  }

  private void leave(PodInfo pod) {
    NodeInfo node = nodes.get(pod.node());
    if (node != null) {
      node.remove(pod.key());
    }
  }

  private void forget(ObjectKey pod) {
    unschedulable.remove(pod);
    Turn turn = turns.remove(pod);
    if (turn != null) {
      queue.remove(turn);
    }
  }

  /** Puts a pod into the queue, at the place of its first arrival. */
  private void enqueue(PodInfo pod) {
    queue.add(turns.computeIfAbsent(pod.key(), key -> new Turn(pod.priority(), arrivals++, key)));
    ask();
  }

  private void retry(Predicate<PodInfo> concerned) {
    unschedulable.keySet().stream().map(pods::get).filter(concerned).forEach(this::enqueue);
  }

  private void ask() {
    if (!asked) {
      asked = true;
      loop.soon(this::scheduleNext);
    }
  }

  private void scheduleNext() {
    asked = false;
    Turn turn = queue.pollFirst();
    if (turn == null) {
      return;
    }
    try {
      schedule(pods.get(turn.pod()));
    } catch (ApiException e) {
      LOG.debug("{} could not be bound: {}", turn.pod(), e.getMessage());
      loop.after(RETRY, () -> tryAgain(turn));
    }
    // the next one's turn comes after this one's binding has been taken note of
    ask();
  }

  private void tryAgain(Turn turn) {
    if (turn.equals(turns.get(turn.pod()))) {
      enqueue(pods.get(turn.pod()));
    }
  }

  private void schedule(PodInfo pod) {
    Placement placement = Placement.of(pod, nodes.values(), namespaceLabels);
    if (placement instanceof Placement.Bound bound) {
      bind(pod, bound.node());
    } else if (placement instanceof Placement.Unschedulable refused) {
      refuse(pod, refused.message());
    }
  }

  private void bind(PodInfo pod, String node) {
    ObjectNode binding = Client.named("v1", "Binding", pod.key().name());
    ((ObjectNode) binding.get("metadata")).put("uid", pod.uid());
    binding.putObject("target").put("kind", "Node").put("name", node);
    client.createPart("v1", "pods", pod.key().namespace(), pod.key().name(), "binding", binding);
    recorder.record(
        pod.pod(),
        "Normal",
        "Scheduled",
        "Binding",
        "Successfully assigned " + pod.key() + " to " + node);
  }

  private void refuse(PodInfo pod, String message) {
    if (message.equals(unschedulable.put(pod.key(), message))) {
      return;
    }
    ObjectNode condition = Json.object().put("type", "PodScheduled").put("status", "False");
    condition.put("reason", "Unschedulable").put("message", message);
    condition.putNull("lastProbeTime");
    String since =
        Conditions.find(pod.pod(), "PodScheduled")
            .filter(before -> before.path("status").asText().equals("False"))
            .map(before -> before.path("lastTransitionTime").asText())
            .orElseGet(() -> Moments.seconds(loop.now()));
    condition.put("lastTransitionTime", since);
    condition.put("observedGeneration", Json.at(pod.pod(), "metadata.generation").asLong());
    loop.soon(() -> writer.patchCondition(pod.pod(), condition));
    recorder.record(pod.pod(), "Warning", "FailedScheduling", "Scheduling", message);
  }
}
