package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Quantity;
import dev.miniworks.mock.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether a node has room for one more pod. */
final class Room {

  private Room() {}

  /** What there is too little of, in the scheduler's words. */
  static List<String> lacking(ObjectNode pod, Placement.Candidate candidate) {
    JsonNode allocatable = Json.at(candidate.node(), "status.allocatable");
    Map<String, BigDecimal> used = new HashMap<>();
    candidate.pods().forEach(other -> add(used, requests(other)));
    List<String> reasons = new ArrayList<>();
    if (BigDecimal.valueOf(candidate.pods().size() + 1L).compareTo(amount(allocatable, "pods"))
        > 0) {
      reasons.add("Too many pods");
    }
    requests(pod)
        .forEach(
            (resource, wanted) -> {
              BigDecimal total = wanted.add(used.getOrDefault(resource, BigDecimal.ZERO));
              if (wanted.signum() > 0 && total.compareTo(amount(allocatable, resource)) > 0) {
                reasons.add("Insufficient " + resource);
              }
            });
    return reasons;
  }

  /** The most that a pod takes at once: all that keeps running, or one that comes before. */
  private static Map<String, BigDecimal> requests(ObjectNode pod) {
    JsonNode spec = pod.path("spec");
    Map<String, BigDecimal> running = new TreeMap<>();
    Map<String, BigDecimal> peak = new TreeMap<>();
    for (JsonNode container : spec.path("initContainers")) {
      Map<String, BigDecimal> meanwhile = new TreeMap<>(running);
      add(meanwhile, amounts(Json.at(container, "resources.requests")));
      meanwhile.forEach((resource, amount) -> peak.merge(resource, amount, BigDecimal::max));
      if (container.path("restartPolicy").asText().equals("Always")) {
        running = meanwhile;
      }
    }
    for (JsonNode container : spec.path("containers")) {
      add(running, amounts(Json.at(container, "resources.requests")));
    }
    running.forEach((resource, amount) -> peak.merge(resource, amount, BigDecimal::max));
    add(peak, amounts(spec.path("overhead")));
    return peak;
  }

  private static void add(Map<String, BigDecimal> sums, Map<String, BigDecimal> more) {
    more.forEach((resource, amount) -> sums.merge(resource, amount, BigDecimal::add));
  }

  private static Map<String, BigDecimal> amounts(JsonNode resources) {
    Map<String, BigDecimal> amounts = new HashMap<>();
    resources.fieldNames().forEachRemaining(name -> amounts.put(name, amount(resources, name)));
    return amounts;
  }

  private static BigDecimal amount(JsonNode resources, String name) {
    return Quantity.parse(resources.path(name)).map(Quantity::value).orElse(BigDecimal.ZERO);
  }
}
