package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where a pod goes, by what it and the nodes demand; the words are the scheduler's. */
sealed interface Placement {

  /** The pod fits this node, and none that fits has fewer pods. */
  record Bound(String node) implements Placement {}

  /** The pod fits no node. */
  record Unschedulable(String message) implements Placement {}

  /**
   * Why a pod does not fit a node.
   *
   * @param curable whether it might fit if other pods made room
   */
  record Objection(String reason, boolean curable) {}

  Objection NOT_NAMED = new Objection("node(s) didn't satisfy plugin(s) [NodeAffinity]", false);

  /**
   * @param namespaceLabels by which pods of other namespaces are meant
   */
  static Placement of(
      PodInfo pod,
      Collection<NodeInfo> nodes,
      Function<String, Map<String, String>> namespaceLabels) {
    if (nodes.isEmpty()) {
      return new Unschedulable("no nodes available to schedule pods");
    }
    Optional<Set<String>> named = NodeAffinity.named(pod.spec());
    TopologySpread spread = new TopologySpread(pod, nodes);
    PodAffinity affinity = new PodAffinity(pod, nodes, namespaceLabels);
    List<NodeInfo> fitting = new ArrayList<>();
    Map<String, Integer> reasons = new TreeMap<>();
    int curable = 0;
    for (NodeInfo node : nodes) {
      List<Objection> against =
          named.filter(names -> !names.contains(node.name())).isPresent()
              ? List.of(NOT_NAMED)
              : objections(pod, node);
      if (against.isEmpty()) {
        against =
            spread.against(node).or(() -> affinity.against(node)).map(List::of).orElse(List.of());
      }
      if (against.isEmpty()) {
        fitting.add(node);
      } else if (against.stream().allMatch(Objection::curable)) {
        curable++;
      }
      against.forEach(objection -> reasons.merge(objection.reason(), 1, Integer::sum));
    }
    if (fitting.isEmpty()) {
      return new Unschedulable(message(pod, nodes.size(), reasons, curable));
    }
    return fitting.stream()
        .min(
            Comparator.comparingInt((NodeInfo node) -> node.pods().size())
                .thenComparing(NodeInfo::name))
        .map(node -> new Bound(node.name()))
        .orElseThrow();
  }

  private static String message(PodInfo pod, int nodes, Map<String, Integer> reasons, int curable) {
    return available(nodes, reasons)
        + " no new claims to deallocate, preemption: "
        + preemption(pod, nodes, curable);
  }

  /** No pod is ever evicted for another here; the words are those of a search in vain. */
  private static String preemption(PodInfo pod, int nodes, int curable) {
    if (pod.spec().path("preemptionPolicy").asText().equals("Never")) {
      return "not eligible due to preemptionPolicy=Never.";
    }
    Map<String, Integer> reasons = new TreeMap<>();
    if (curable > 0) {
      reasons.put("No preemption victims found for incoming pod", curable);
    }
    if (curable < nodes) {
      reasons.put("Preemption is not helpful for scheduling", nodes - curable);
    }
    return available(nodes, reasons);
  }

  private static String available(int nodes, Map<String, Integer> reasons) {
    return reasons.entrySet().stream()
        .map(reason -> reason.getValue() + " " + reason.getKey())
        .sorted()
        .collect(Collectors.joining(", ", "0/" + nodes + " nodes are available: ", "."));
  }

  /** What the first filter that refuses has to say, as later ones are not asked; by node alone. */
  private static List<Objection> objections(PodInfo pod, NodeInfo candidate) {
    JsonNode spec = pod.spec();
    ObjectNode node = candidate.node();
    JsonNode tolerations = spec.path("tolerations");
    if (Json.at(node, "spec.unschedulable").asBoolean()
        && !Taints.tolerated(Taints.UNSCHEDULABLE, tolerations)) {
      return List.of(new Objection("node(s) were unschedulable", false));
    }
    if (!Taints.allTolerated(Json.at(node, "spec.taints"), tolerations)) {
      return List.of(new Objection("node(s) had untolerated taint(s)", false));
    }
    if (!NodeAffinity.matches(spec, node)) {
      return List.of(new Objection("node(s) didn't match Pod's node affinity/selector", false));
    }
    if (!HostPorts.areFree(pod, candidate)) {
      return List.of(
          new Objection("node(s) didn't have free ports for the requested pod ports", true));
    }
    return Room.lacking(pod, candidate);
  }
}
