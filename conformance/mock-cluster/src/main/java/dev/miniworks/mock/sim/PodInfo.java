package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the scheduler has to know of a pod.
 *
 * @param node empty when it has none yet
 * @param requests what it takes of its node
 * @param antiAffinity which pods it insists on keeping away from
 * @param pod the object, never to be changed
 */
record PodInfo(
    ObjectKey key,
    String uid,
    String node,
    int priority,
    Map<String, String> labels,
    Map<String, BigDecimal> requests,
    List<AffinityTerm> antiAffinity,
    ObjectNode pod) {

  static PodInfo of(ObjectNode pod) {
    JsonNode metadata = pod.path("metadata");
    JsonNode spec = pod.path("spec");
    Map<String, String> labels = new LinkedHashMap<>();
    metadata
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return new PodInfo(
        new ObjectKey(metadata.path("namespace").asText(), metadata.path("name").asText()),
        metadata.path("uid").asText(),
        spec.path("nodeName").asText(),
        spec.path("priority").asInt(),
        labels,
        Requests.of(spec),
        AffinityTerm.required(spec, "podAntiAffinity", metadata.path("namespace").asText()),
        pod);
  }

  JsonNode spec() {
    return pod.path("spec");
  }

  /** Whether it holds a place on its node: what has ended does not. */
  boolean holdsRoom() {
    return !node.isEmpty() && !hasEnded();
  }

  /** Whether it waits for this scheduler to give it a node. */
  boolean isPending() {
    return node.isEmpty()
        && !hasEnded()
        && !isBeingDeleted()
        && spec().path("schedulingGates").isEmpty()
        && spec().path("schedulerName").asText().equals("default-scheduler");
  }

  /** Whether another state of it calls for another decision. */
  boolean asksTheSame(PodInfo other) {
    return spec().equals(other.spec()) && labels.equals(other.labels);
  }

  /** Whether another pod's coming may help it: it wants company, or an even spread. */
  boolean minds() {
    return spec().path("affinity").has("podAffinity")
        || !spec().path("topologySpreadConstraints").isEmpty();
  }

  boolean isBeingDeleted() {
    return pod.path("metadata").has("deletionTimestamp");
  }

  private boolean hasEnded() {
    String phase = Json.at(pod, "status.phase").asText();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }
}
