package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.Quantity;
import dev.miniworks.mock.json.Json;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a pod asks of its node, by resource. */
final class Requests {

  private Requests() {}

  /** The most that a pod takes at once: all that keeps running, or one that comes before. */
  static Map<String, BigDecimal> of(JsonNode podSpec) {
    Map<String, BigDecimal> running = new TreeMap<>();
    Map<String, BigDecimal> peak = new TreeMap<>();
    for (JsonNode container : podSpec.path("initContainers")) {
      Map<String, BigDecimal> meanwhile = new TreeMap<>(running);
      add(meanwhile, amounts(Json.at(container, "resources.requests")));
      meanwhile.forEach((resource, amount) -> peak.merge(resource, amount, BigDecimal::max));
      if (container.path("restartPolicy").asText().equals("Always")) {
        running = meanwhile;
      }
    }
    for (JsonNode container : podSpec.path("containers")) {
      add(running, amounts(Json.at(container, "resources.requests")));
    }
    running.forEach((resource, amount) -> peak.merge(resource, amount, BigDecimal::max));
    // what the pod as a whole asks for takes the place of what its containers do
    peak.putAll(amounts(Json.at(podSpec, "resources.requests")));
    add(peak, amounts(podSpec.path("overhead")));
    peak.values().removeIf(amount -> amount.signum() == 0);
    return peak;
  }

  static Map<String, BigDecimal> amounts(JsonNode resources) {
    Map<String, BigDecimal> amounts = new HashMap<>();
    resources.fieldNames().forEachRemaining(name -> amounts.put(name, amount(resources, name)));
    return amounts;
  }

  private static void add(Map<String, BigDecimal> sums, Map<String, BigDecimal> more) {
    more.forEach((resource, amount) -> sums.merge(resource, amount, BigDecimal::add));
  }

  private static BigDecimal amount(JsonNode resources, String name) {
    return Quantity.parse(resources.path(name)).map(Quantity::value).orElse(BigDecimal.ZERO);
  }
}
