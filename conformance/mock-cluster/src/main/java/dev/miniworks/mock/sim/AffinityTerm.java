package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.selector.LabelSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which pods a pod wants near it, or not, and what near means.
 *
 * @param topologyKey nodes with the same value of this label are near
 * @param selector empty when no pod is meant
 * @param namespaces of the pods
 * @param namespaceSelector more namespaces of the pods
 */
record AffinityTerm(
    String topologyKey,
    Optional<LabelSelector> selector,
    Set<String> namespaces,
    Optional<LabelSelector> namespaceSelector) {

  /**
   * The required terms of a pod.
   *
   * @param kind {@code podAffinity} or {@code podAntiAffinity}
   */
  static List<AffinityTerm> required(JsonNode podSpec, String kind, String home) {
    JsonNode terms =
        podSpec.path("affinity").path(kind).path("requiredDuringSchedulingIgnoredDuringExecution");
    List<AffinityTerm> parsed = new ArrayList<>(terms.size());
    terms.forEach(term -> parsed.add(of(term, home)));
    return parsed;
  }

  private static AffinityTerm of(JsonNode term, String home) {
    Set<String> namespaces = new HashSet<>();
    term.path("namespaces").forEach(name -> namespaces.add(name.asText()));
    if (namespaces.isEmpty() && !term.path("namespaceSelector").isObject()) {
      namespaces.add(home);
    }
    return new AffinityTerm(
        term.path("topologyKey").asText(),
        selector(term.path("labelSelector")),
        namespaces,
        selector(term.path("namespaceSelector")));
  }

  private static Optional<LabelSelector> selector(JsonNode node) {
    return node.isObject() ? Optional.of(LabelSelector.of(node)) : Optional.empty();
  }

  boolean means(PodInfo pod, Function<String, Map<String, String>> namespaceLabels) {
    String namespace = pod.key().namespace();
    boolean there =
        namespaces.contains(namespace)
            || namespaceSelector
                .filter(chosen -> chosen.matches(namespaceLabels.apply(namespace)))
                .isPresent();
    return there && selector.filter(chosen -> chosen.matches(pod.labels())).isPresent();
  }

  /** The place of a node; empty when it has none of this sort. */
  Optional<Topology> at(NodeInfo node) {
    return Topology.of(node, topologyKey);
  }

  /** A set of nodes that have the same value of a label. */
  record Topology(String key, String value) {

    static Optional<Topology> of(NodeInfo node, String key) {
      JsonNode value = Json.at(node.node(), "metadata.labels").path(key);
      return value.isTextual() ? Optional.of(new Topology(key, value.asText())) : Optional.empty();
    }
  }
}
