package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a disruption budget says of its pods. Pure.
 *
 * @param expected how many pods there should be
 * @param desired how many of them have to be healthy
 * @param healthy how many of them are
 * @param disrupted the pods whose eviction was allowed, and when
 * @param failure why the numbers cannot be told; empty when they can
 */
record BudgetStatus(
    long generation,
    int expected,
    int desired,
    int healthy,
    Map<String, String> disrupted,
    String failure) {

  private static final String CONDITION = "DisruptionAllowed";

  /** What a budget says now; the generation is that which it speaks of. */
  static BudgetStatus of(ObjectNode budget) {
    JsonNode status = budget.path("status");
    Map<String, String> disrupted = new TreeMap<>();
    status
        .path("disruptedPods")
        .properties()
        .forEach(pod -> disrupted.put(pod.getKey(), pod.getValue().asText()));
    String failure =
        Conditions.find(budget, CONDITION)
            .filter(condition -> condition.path("reason").asText().equals("SyncFailed"))
            .map(condition -> condition.path("message").asText())
            .orElse("");
    return new BudgetStatus(
        status.path("observedGeneration").asLong(),
        status.path("expectedPods").asInt(),
        status.path("desiredHealthy").asInt(),
        status.path("currentHealthy").asInt(),
        disrupted,
        failure);
  }

  /** The same numbers, which no longer hold. */
  BudgetStatus failed(String why) {
    return new BudgetStatus(generation, expected, desired, healthy, disrupted, why);
  }

  int allowed() {
    return expected <= 0 || !failure.isEmpty() ? 0 : Math.max(0, healthy - desired);
  }

  /** Whether the budget says exactly this already. */
  boolean isSaidBy(ObjectNode budget) {
    boolean sameCondition =
        Conditions.find(budget, CONDITION)
            .filter(condition -> condition.path("reason").asText().equals(reason()))
            .isPresent();
    return sameCondition
        && equals(of(budget))
        && allowed() == Json.at(budget, "status.disruptionsAllowed").asInt();
  }

  /** The budget as it is to be written. */
  ObjectNode writtenTo(ObjectNode budget, String now) {
    ObjectNode changed = budget.deepCopy();
    ObjectNode status = changed.putObject("status");
    status.put("observedGeneration", generation);
    status.put("disruptionsAllowed", allowed()).put("expectedPods", expected);
    status.put("desiredHealthy", desired).put("currentHealthy", healthy);
    if (!disrupted.isEmpty()) {
      ObjectNode pods = status.putObject("disruptedPods");
      disrupted.forEach(pods::put);
    }
    String value = allowed() > 0 ? "True" : "False";
    String since =
        Conditions.find(budget, CONDITION)
            .filter(condition -> condition.path("status").asText().equals(value))
            .map(condition -> condition.path("lastTransitionTime").asText())
            .orElse(now);
    status
        .putArray("conditions")
        .addObject()
        .put("type", CONDITION)
        .put("status", value)
        .put("observedGeneration", generation)
        .put("lastTransitionTime", since)
        .put("reason", reason())
        .put("message", failure);
    return changed;
  }

  private String reason() {
    if (!failure.isEmpty()) {
      return "SyncFailed";
    }
    return allowed() > 0 ? "SufficientPods" : "InsufficientPods";
  }
}
