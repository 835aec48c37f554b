package dev.miniworks.mock.sim;

import dev.miniworks.mock.sim.AffinityTerm.Topology;
import dev.miniworks.mock.sim.Placement.Objection;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Whether a pod may be near the pods that are there, by its wishes and theirs. */
final class PodAffinity {

  private final PodInfo pod;
  private final List<AffinityTerm> wanted;
  private final boolean first;
  private final Set<Topology> near = new HashSet<>();
  private final Set<Topology> shunned = new HashSet<>();
  private final Set<Topology> forbidden = new HashSet<>();

  /** Looks at all pods once for all nodes. */
  PodAffinity(
      PodInfo pod,
      Collection<NodeInfo> nodes,
      Function<String, Map<String, String>> namespaceLabels) {
    this.pod = pod;
    this.wanted = AffinityTerm.required(pod.spec(), "podAffinity", pod.key().namespace());
    for (NodeInfo node : nodes) {
      if (!wanted.isEmpty() || !pod.antiAffinity().isEmpty()) {
        node.pods().forEach(other -> weigh(other, node, namespaceLabels));
      }
      for (PodInfo other : node.shy()) {
        other.antiAffinity().stream()
            .filter(term -> term.means(pod, namespaceLabels))
            .forEach(term -> term.at(node).ifPresent(forbidden::add));
      }
    }
    // the first of a group that wants to be together has nobody to go to
    first = near.isEmpty() && wanted.stream().allMatch(term -> term.means(pod, namespaceLabels));
  }

  private void weigh(
      PodInfo other, NodeInfo node, Function<String, Map<String, String>> namespaceLabels) {
    boolean friend =
        !wanted.isEmpty() && wanted.stream().allMatch(term -> term.means(other, namespaceLabels));
    if (friend) {
      wanted.forEach(term -> term.at(node).ifPresent(near::add));
    }
    pod.antiAffinity().stream()
        .filter(term -> term.means(other, namespaceLabels))
        .forEach(term -> term.at(node).ifPresent(shunned::add));
  }

  Optional<Objection> against(NodeInfo node) {
    boolean together =
        wanted.stream()
            .allMatch(
                term -> {
                  Optional<Topology> place = term.at(node);
                  return place.isPresent() && (first || near.contains(place.get()));
                });
    if (!together) {
      return Optional.of(new Objection("node(s) didn't match pod affinity rules", false));
    }
    if (isIn(shunned, node)) {
      return Optional.of(new Objection("node(s) didn't match pod anti-affinity rules", true));
    }
    if (isIn(forbidden, node)) {
      return Optional.of(
          new Objection("node(s) didn't satisfy existing pods anti-affinity rules", true));
    }
    return Optional.empty();
  }

  private static boolean isIn(Set<Topology> places, NodeInfo node) {
    return places.stream()
        .anyMatch(place -> Topology.of(node, place.key()).filter(place::equals).isPresent());
  }
}
