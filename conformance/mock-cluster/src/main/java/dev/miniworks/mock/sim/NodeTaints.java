package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which taints a node has to bear by its conditions. Pure. */
final class NodeTaints {

  static final String NOT_READY = "node.kubernetes.io/not-ready";
  static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  /** Condition, value, taint. */
  private record Cause(String condition, String value, String taint) {}

  private record Taint(String key, String effect) {}

  private static final List<Cause> CAUSES =
      List.of(
          new Cause("Ready", "False", NOT_READY),
          new Cause("Ready", "Unknown", UNREACHABLE),
          new Cause("MemoryPressure", "True", "node.kubernetes.io/memory-pressure"),
          new Cause("DiskPressure", "True", "node.kubernetes.io/disk-pressure"),
          new Cause("PIDPressure", "True", "node.kubernetes.io/pid-pressure"),
          new Cause("NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable"));

  private NodeTaints() {}

  /**
   * @return all taints the node should have: those of others as they are, ours by its state
   */
  static ArrayNode of(ObjectNode node, String now) {
    List<Taint> wanted = wanted(node);
    ArrayNode taints = Json.array();
    List<Taint> kept = new ArrayList<>();
    for (JsonNode taint : Json.at(node, "spec.taints")) {
      Taint known = new Taint(taint.path("key").asText(), taint.path("effect").asText());
      if (!isOurs(known) || wanted.contains(known)) {
        taints.add(taint);
        kept.add(known);
      }
    }
    for (Taint taint : wanted) {
      if (!kept.contains(taint)) {
        taints
            .addObject()
            .put("key", taint.key())
            .put("effect", taint.effect())
            .put("timeAdded", now);
      }
    }
    return taints;
  }

  private static List<Taint> wanted(ObjectNode node) {
    Map<String, String> conditions =
        Json.at(node, "status.conditions")
            .valueStream()
            .collect(
                Collectors.toMap(
                    condition -> condition.path("type").asText(),
                    condition -> condition.path("status").asText(),
                    (first, second) -> second));
    List<Taint> wanted = new ArrayList<>();
    if (!conditions.containsKey("Ready")) {
      // it has not been seen yet; the taint is the API server's
      wanted.add(new Taint(NOT_READY, "NoSchedule"));
    }
    for (Cause cause : CAUSES) {
      if (cause.value().equals(conditions.get(cause.condition()))) {
        wanted.add(new Taint(cause.taint(), "NoSchedule"));
        if (cause.condition().equals("Ready")) {
          wanted.add(new Taint(cause.taint(), "NoExecute"));
        }
      }
    }
    if (Json.at(node, "spec.unschedulable").asBoolean()) {
      wanted.add(new Taint(Taints.UNSCHEDULABLE.path("key").asText(), "NoSchedule"));
    }
    return wanted;
  }

  private static boolean isOurs(Taint taint) {
    boolean ofState =
        taint.key().equals(NOT_READY)
            || taint.key().equals(UNREACHABLE)
            || taint.key().equals(Taints.UNSCHEDULABLE.path("key").asText())
            || CAUSES.stream().anyMatch(cause -> cause.taint().equals(taint.key()));
    return ofState && !taint.effect().equals("PreferNoSchedule");
  }
}
