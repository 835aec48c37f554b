package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes pods from nodes whose taints they do not bear, or do not bear for longer. */
final class TaintEviction implements Part {

  private record Eviction(Instant since, Instant due, Loop.Timer timer) {}

  private final Loop loop;
  private final PodWriter writer;
  private final Recorder recorder;
  private final PodsByNode pods;
  private final Map<String, List<JsonNode>> taints = new HashMap<>();
  private final Map<ObjectKey, Eviction> evictions = new HashMap<>();

  TaintEviction(Loop loop, Client client, PodsByNode pods) {
    this.loop = loop;
    this.writer = new PodWriter(client);
    this.recorder = new Recorder(loop, client, "taint-eviction-controller");
    this.pods = pods;
  }

  @Override
  public void changed(Change change) {
    if (change.isOf(Resources.NODES)) {
      List<JsonNode> now = change.object().map(TaintEviction::evicting).orElse(List.of());
      List<JsonNode> before = taints.put(change.key().name(), now);
      if (!now.equals(before == null ? List.of() : before)) {
        pods.of(change.key().name()).forEach(this::judge);
      }
    } else if (change.isOf(Resources.PODS)) {
      if (change.object().isPresent()) {
        judge(change.object().get());
      } else {
        cancel(change.key());
      }
    }
  }

  private static List<JsonNode> evicting(ObjectNode node) {
    return Json.at(node, "spec.taints")
        .valueStream()
        .filter(taint -> taint.path("effect").asText().equals("NoExecute"))
        .toList();
  }

  private void judge(ObjectNode pod) {
    ObjectKey key = PodWriter.keyOf(pod);
    if (Json.at(pod, "metadata.deletionTimestamp").isTextual()) {
      cancel(key);
      return;
    }
    List<JsonNode> borne = taints.getOrDefault(Json.at(pod, "spec.nodeName").asText(), List.of());
    Optional<Duration> patience = Taints.patience(borne, Json.at(pod, "spec.tolerations"));
    if (patience.isPresent()) {
      plan(key, patience.get());
    } else if (cancel(key)) {
      recorder.record(pod, "Normal", "TaintManagerEviction", "Cancelling deletion of Pod " + key);
    }
  }

  /** An eviction that is planned already is only ever brought forward. */
  private void plan(ObjectKey key, Duration patience) {
    Eviction planned = evictions.get(key);
    Instant since = planned == null ? loop.now() : planned.since();
    Instant due = since.plus(patience);
    if (planned != null && !due.isBefore(planned.due())) {
      return;
    }
    cancel(key);
    Duration delay = Duration.between(loop.now(), due);
    Loop.Timer timer = loop.after(delay.isNegative() ? Duration.ZERO : delay, () -> evict(key));
    evictions.put(key, new Eviction(since, due, timer));
  }

  private boolean cancel(ObjectKey key) {
    Eviction planned = evictions.remove(key);
    if (planned != null) {
      planned.timer().cancel();
    }
    return planned != null;
  }

  private void evict(ObjectKey key) {
    Optional<ObjectNode> found = pods.find(key);
    if (found.isEmpty()) {
      return;
    }
    ObjectNode pod = found.get();
    recorder.record(pod, "Normal", "TaintManagerEviction", "Marking for deletion Pod " + key);
    writer.markDisrupted(
        pod,
        Json.object(),
        "DeletionByTaintManager",
        "Taint manager: deleting due to NoExecute taint",
        Moments.seconds(loop.now()));
    writer.delete(pod);
  }
}
