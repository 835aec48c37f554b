package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How a pod is treated when its node runs out of something, by what its containers ask for. */
final class QualityOfService {

  private static final List<String> COUNTED = List.of("cpu", "memory");

  private QualityOfService() {}

  static String of(final JsonNode spec) {
    final List<JsonNode> containers =
        Stream.of("containers", "initContainers")
            .flatMap(list -> spec.path(list).valueStream())
            .map(container -> container.path("resources"))
            .toList();
    final Map<String, Quantity> requests = sum(containers, "requests");
    final Map<String, Quantity> limits = sum(containers, "limits");
    if (requests.isEmpty() && limits.isEmpty()) {
      return "BestEffort";
    }
    final boolean allLimited =
        containers.stream()
            .allMatch(resources -> sum(List.of(resources), "limits").size() == COUNTED.size());
    return allLimited && requests.equals(limits) ? "Guaranteed" : "Burstable";
  }

  private static Map<String, Quantity> sum(final List<JsonNode> resources, final String side) {
    final Map<String, Quantity> sums = new TreeMap<>();
    for (final JsonNode resource : resources) {
      for (final String name : COUNTED) {
        Quantity.parse(resource.path(side).path(name))
            .filter(quantity -> quantity.signum() > 0)
            .ifPresent(quantity -> sums.merge(name, quantity, Quantity::add));
      }
    }
    return sums;
  }
}
