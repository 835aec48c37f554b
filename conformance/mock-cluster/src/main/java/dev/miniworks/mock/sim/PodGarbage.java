package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Deletes pods whose node has been missing for a while. */
final class PodGarbage implements Part {

  private static final Duration QUARANTINE = Duration.ofSeconds(40);

  private final Loop loop;
  private final PodWriter writer;
  private final PodsByNode pods;
  private final Set<String> nodes = new HashSet<>();
  private final Map<String, Loop.Timer> missing = new HashMap<>();

  PodGarbage(Loop loop, Client client, PodsByNode pods) {
    this.loop = loop;
    this.writer = new PodWriter(client);
    this.pods = pods;
  }

  @Override
  public void changed(Change change) {
    if (change.isOf(Resources.NODES)) {
      String name = change.key().name();
      if (change.object().isPresent()) {
        nodes.add(name);
        Optional.ofNullable(missing.remove(name)).ifPresent(Loop.Timer::cancel);
      } else {
        nodes.remove(name);
        miss(name);
      }
    } else if (change.isOf(Resources.PODS)) {
      change
          .object()
          .map(pod -> Json.at(pod, "spec.nodeName").asText())
          .filter(node -> !node.isEmpty() && !nodes.contains(node))
          .ifPresent(this::miss);
    }
  }

  private void miss(String node) {
    missing.computeIfAbsent(node, name -> loop.after(QUARANTINE, () -> collect(name)));
  }

  private void collect(String node) {
    missing.remove(node);
    pods.of(node).forEach(pod -> loop.soon(() -> collect(PodWriter.keyOf(pod))));
  }

  private void collect(ObjectKey key) {
    Optional<ObjectNode> found = pods.find(key);
    if (found.isEmpty()) {
      return;
    }
    ObjectNode pod = found.get();
    String phase = Json.at(pod, "status.phase").asText();
    if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
      writer.markDisrupted(
          pod,
          Json.object().put("phase", "Failed"),
          "DeletionByPodGC",
          "PodGC: node no longer exists",
          Moments.seconds(loop.now()));
    }
    writer.deleteNow(pod);
  }
}
