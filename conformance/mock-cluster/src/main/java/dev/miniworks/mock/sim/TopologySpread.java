package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.selector.LabelSelector;
import dev.miniworks.mock.sim.AffinityTerm.Topology;
import dev.miniworks.mock.sim.Placement.Objection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a pod keeps its like evenly spread, as far as it insists on that. */
final class TopologySpread {

  private static final String REFUSAL = "node(s) didn't match pod topology spread constraints";

  private final PodInfo pod;
  private final List<Constraint> constraints = new ArrayList<>();

  private static final class Constraint {
    private final JsonNode json;
    private final String key;
    private final Optional<LabelSelector> selector;
    private final Map<Topology, Integer> counts = new HashMap<>();

    Constraint(JsonNode json) {
      this.json = json;
      this.key = json.path("topologyKey").asText();
      JsonNode labels = json.path("labelSelector");
      this.selector = labels.isObject() ? Optional.of(LabelSelector.of(labels)) : Optional.empty();
    }

    /** Whether a pod is one of those to be spread: like the new one, by these keys as well. */
    boolean spreads(PodInfo other, PodInfo pod) {
      boolean alike =
          json.path("matchLabelKeys")
              .valueStream()
              .map(JsonNode::asText)
              .filter(pod.labels()::containsKey)
              .allMatch(name -> pod.labels().get(name).equals(other.labels().get(name)));
      return alike && selector.filter(chosen -> chosen.matches(other.labels())).isPresent();
    }

    boolean includes(NodeInfo node, PodInfo pod) {
      boolean byAffinity =
          json.path("nodeAffinityPolicy").asText().equals("Ignore")
              || NodeAffinity.matches(pod.spec(), node.node());
      boolean byTaints =
          !json.path("nodeTaintsPolicy").asText().equals("Honor")
              || Taints.allTolerated(
                  Json.at(node.node(), "spec.taints"), pod.spec().path("tolerations"));
      return byAffinity && byTaints;
    }

    int fewest() {
      if (counts.size() < json.path("minDomains").asInt(1)) {
        return 0;
      }
      return counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    }
  }

  /** Counts once for all nodes. */
  TopologySpread(PodInfo pod, Collection<NodeInfo> nodes) {
    this.pod = pod;
    for (JsonNode constraint : pod.spec().path("topologySpreadConstraints")) {
      if (constraint.path("whenUnsatisfiable").asText().equals("DoNotSchedule")) {
        constraints.add(new Constraint(constraint));
      }
    }
    if (!constraints.isEmpty()) {
      nodes.stream().filter(this::hasAllKeys).forEach(this::count);
    }
  }

  private boolean hasAllKeys(NodeInfo node) {
    return constraints.stream().allMatch(one -> Topology.of(node, one.key).isPresent());
  }

  private void count(NodeInfo node) {
    for (Constraint constraint : constraints) {
      if (constraint.includes(node, pod)) {
        int like =
            (int)
                node.pods().stream()
                    .filter(other -> other.key().namespace().equals(pod.key().namespace()))
                    .filter(other -> !other.isBeingDeleted())
                    .filter(other -> constraint.spreads(other, pod))
                    .count();
        Topology place = Topology.of(node, constraint.key).orElseThrow();
        constraint.counts.merge(place, like, Integer::sum);
      }
    }
  }

  Optional<Objection> against(NodeInfo node) {
    for (Constraint constraint : constraints) {
      Optional<Topology> place = Topology.of(node, constraint.key);
      if (place.isEmpty()) {
        return Optional.of(new Objection(REFUSAL + " (missing required label)", false));
      }
      int self = constraint.spreads(pod, pod) ? 1 : 0;
      int skew = constraint.counts.getOrDefault(place.get(), 0) + self - constraint.fewest();
      if (skew > constraint.json.path("maxSkew").asInt()) {
        return Optional.of(new Objection(REFUSAL, true));
      }
    }
    return Optional.empty();
  }
}
