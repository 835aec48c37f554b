package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.selector.LabelSelector;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes into disruption budgets how many pods may be evicted. */
final class DisruptionBudgets implements Part {

  private static final String API = "policy/v1";

  /** A pod whose eviction was allowed and that is not gone by then counts again. */
  private static final Duration EVICTED = Duration.ofMinutes(2);

  private record Budget(ObjectNode json, LabelSelector selector) {}

  private final Loop loop;
  private final ObjectStore store;
  private final Controllers controllers;
  private final Client client;
  private final Recorder recorder;
  private final Map<String, Map<ObjectKey, Budget>> budgets = new HashMap<>();
  private final Map<ObjectKey, Loop.Timer> rechecks = new HashMap<>();
  private final Set<ObjectKey> waiting = new HashSet<>();

  DisruptionBudgets(Loop loop, ObjectStore store, Registry registry, Client client) {
    this.loop = loop;
    this.store = store;
    this.controllers = new Controllers(store, registry);
    this.client = client;
    this.recorder = new Recorder(loop, client, "controllermanager");
  }

  @Override
  public void changed(Change change) {
    if (change.isOf(Resources.BUDGETS)) {
      budgetChanged(change.key(), change.object());
    } else if (change.isOf(Resources.PODS)) {
      budgets
          .getOrDefault(change.key().namespace(), Map.of())
          .forEach(
              (key, budget) -> {
                if (selects(budget, change.before()) || selects(budget, change.after())) {
                  ask(key);
                }
              });
    }
  }

  private static boolean selects(Budget budget, Optional<Item> pod) {
    return pod.filter(item -> budget.selector().matches(item.labels())).isPresent();
  }

  private void budgetChanged(ObjectKey key, Optional<ObjectNode> now) {
    Map<ObjectKey, Budget> neighbours =
        budgets.computeIfAbsent(key.namespace(), any -> new HashMap<>());
    if (now.isEmpty()) {
      neighbours.remove(key);
      Optional.ofNullable(rechecks.remove(key)).ifPresent(Loop.Timer::cancel);
      return;
    }
    neighbours.put(
        key, new Budget(now.get(), LabelSelector.of(Json.at(now.get(), "spec.selector"))));
    ask(key);
  }

  private void ask(ObjectKey budget) {
    if (waiting.add(budget)) {
      loop.soon(
          () -> {
            waiting.remove(budget);
            write(budget);
          });
    }
  }

  private void write(ObjectKey key) {
    Budget budget = budgets.getOrDefault(key.namespace(), Map.of()).get(key);
    if (budget == null || Json.at(budget.json(), "metadata.deletionTimestamp").isTextual()) {
      return;
    }
    List<ObjectNode> pods = pods(key.namespace(), budget);
    BudgetStatus status = status(budget.json(), pods);
    if (!status.isSaidBy(budget.json())) {
      if (pods.isEmpty()) {
        recorder.record(budget.json(), "Normal", "NoPods", "No matching pods found");
      }
      ObjectNode changed = status.writtenTo(budget.json(), Moments.seconds(loop.now()));
      client.updateStatus(API, "poddisruptionbudgets", key.namespace(), changed);
    }
    recheck(key, status);
  }

  /** Empty without a selector; one that demands nothing selects all. */
  private List<ObjectNode> pods(String namespace, Budget budget) {
    if (!Json.at(budget.json(), "spec").has("selector")) {
      return List.of();
    }
    return store.list(Resources.PODS, Query.ALL.inNamespace(namespace)).items().stream()
        .filter(pod -> budget.selector().matches(pod.labels()))
        .map(Item::json)
        .toList();
  }

  private BudgetStatus status(ObjectNode budget, List<ObjectNode> pods) {
    BudgetStatus before = BudgetStatus.of(budget);
    Map<String, String> disrupted = stillDisrupted(before, pods);
    int healthy =
        (int)
            pods.stream()
                .filter(pod -> !isBeingDeleted(pod))
                .filter(pod -> !disrupted.containsKey(nameOf(pod)))
                .filter(pod -> Conditions.isTrue(pod, "Ready"))
                .count();
    JsonNode least = Json.at(budget, "spec.minAvailable");
    JsonNode most = Json.at(budget, "spec.maxUnavailable");
    boolean counted = most.isMissingNode() && least.isNumber();
    int expected = pods.size();
    if (!counted) {
      Map<String, Integer> scales = new HashMap<>();
      for (ObjectNode pod : pods) {
        if (Controllers.controllerOf(pod).isEmpty()) {
          continue;
        }
        Optional<Controllers.Scaled> scaled = controllers.of(pod);
        if (scaled.isEmpty()) {
          return failed(budget, before, "found no controllers for pod \"" + nameOf(pod) + "\"");
        }
        scales.put(scaled.get().uid(), scaled.get().replicas());
      }
      expected = scales.values().stream().mapToInt(Integer::intValue).sum();
    }
    int desired =
        most.isMissingNode()
            ? share(least, expected)
            : Math.max(0, expected - share(most, expected));
    return new BudgetStatus(
        Json.at(budget, "metadata.generation").asLong(), expected, desired, healthy, disrupted, "");
  }

  private BudgetStatus failed(ObjectNode budget, BudgetStatus before, String why) {
    if (!before.failure().equals(why)) {
      recorder.record(
          budget,
          "Warning",
          "CalculateExpectedPodCountFailed",
          "Failed to calculate the number of expected pods: " + why);
    }
    return before.failed(why);
  }

  /** A number, or so many in a hundred, rounded up. */
  private static int share(JsonNode value, int whole) {
    if (!value.isTextual()) {
      return value.asInt();
    }
    int percent = Integer.parseInt(value.asText().replace("%", ""));
    return (percent * whole + 99) / 100;
  }

  /** Those whose deletion has not been seen yet, for a while. */
  private Map<String, String> stillDisrupted(BudgetStatus before, List<ObjectNode> pods) {
    Map<String, String> disrupted = new TreeMap<>();
    for (ObjectNode pod : pods) {
      String since = before.disrupted().get(nameOf(pod));
      if (since != null && !isBeingDeleted(pod) && ends(since).isAfter(loop.now())) {
        disrupted.put(nameOf(pod), since);
      }
    }
    return disrupted;
  }

  private static Instant ends(String disrupted) {
    return Instant.parse(disrupted).plus(EVICTED);
  }

  private void recheck(ObjectKey key, BudgetStatus status) {
    Optional.ofNullable(rechecks.remove(key)).ifPresent(Loop.Timer::cancel);
    status.disrupted().values().stream()
        .map(DisruptionBudgets::ends)
        .min(Instant::compareTo)
        .map(end -> Duration.between(loop.now(), end))
        .ifPresent(delay -> rechecks.put(key, loop.after(delay, () -> ask(key))));
  }

  private static boolean isBeingDeleted(ObjectNode pod) {
    return Json.at(pod, "metadata.deletionTimestamp").isTextual();
  }

  private static String nameOf(ObjectNode pod) {
    return Json.at(pod, "metadata.name").asText();
  }
}
