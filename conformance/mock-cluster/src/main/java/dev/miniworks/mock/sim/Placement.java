package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where a pod goes, by what it and the nodes demand; the words are the scheduler's. */
sealed interface Placement {

  /** The pod fits this node, and none that fits has fewer pods. */
  record Bound(String node) implements Placement {}

  /** The pod fits no node. */
  record Unschedulable(String message) implements Placement {}

  /** A node and the pods that take up its room. */
  record Candidate(ObjectNode node, List<ObjectNode> pods) {

    String name() {
      return Json.at(node, "metadata.name").asText();
    }
  }

  static Placement of(ObjectNode pod, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return new Unschedulable("no nodes available to schedule pods");
    }
    List<Candidate> fitting = new ArrayList<>();
    Map<String, Integer> reasons = new TreeMap<>();
    for (Candidate candidate : candidates) {
      List<String> against = objections(pod, candidate);
      if (against.isEmpty()) {
        fitting.add(candidate);
      }
      against.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    }
    return fitting.stream()
        .min(
            Comparator.comparingInt((Candidate candidate) -> candidate.pods().size())
                .thenComparing(Candidate::name))
        .<Placement>map(candidate -> new Bound(candidate.name()))
        .orElseGet(() -> new Unschedulable(message(candidates.size(), reasons)));
  }

  private static String message(int nodes, Map<String, Integer> reasons) {
    return reasons.entrySet().stream()
        .map(reason -> reason.getValue() + " " + reason.getKey())
        .sorted()
        .collect(Collectors.joining(", ", "0/" + nodes + " nodes are available: ", "."));
  }

  /** What the first filter that refuses has to say, as later ones are not asked. */
  private static List<String> objections(ObjectNode pod, Candidate candidate) {
    JsonNode spec = pod.path("spec");
    ObjectNode node = candidate.node();
    JsonNode tolerations = spec.path("tolerations");
    if (Json.at(node, "spec.unschedulable").asBoolean()
        && !Taints.tolerated(Taints.UNSCHEDULABLE, tolerations)) {
      return List.of("node(s) were unschedulable");
    }
    if (!Taints.allTolerated(Json.at(node, "spec.taints"), tolerations)) {
      return List.of("node(s) had untolerated taint(s)");
    }
    if (!NodeAffinity.matches(spec, node)) {
      return List.of("node(s) didn't match Pod's node affinity/selector");
    }
    return Room.lacking(pod, candidate);
  }
}
