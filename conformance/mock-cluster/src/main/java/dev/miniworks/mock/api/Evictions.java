package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.selector.LabelSelector;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Query;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Deletes pods if their disruption budget allows it. */
final class Evictions {

  private static final GroupResource BUDGETS = new GroupResource("policy", "poddisruptionbudgets");

  private final ObjectStore store;
  private final Clock clock;
  private final Writes writes;
  private final Deletions deletions;

  Evictions(ObjectStore store, Clock clock, Writes writes, Deletions deletions) {
    this.store = store;
    this.clock = clock;
    this.writes = writes;
    this.deletions = deletions;
  }

  Answer evict(ResourceType type, ObjectNode eviction, Request request) {
    Target target = request.target();
    Item pod =
        store
            .get(type.storage(), new ObjectKey(target.namespace(), target.name()))
            .orElseThrow(() -> ApiException.notFound(type.groupResource(), target.name()));
    boolean dryRun = request.params().dryRun();
    String phase = pod.json().path("status").path("phase").asText();
    boolean free =
        pod.isBeingDeleted()
            || phase.equals("Succeeded")
            || phase.equals("Failed")
            || phase.equals("Pending");
    if (!free) {
      budget(pod).ifPresent(budget -> spend(budget, pod, dryRun));
    }
    JsonNode options = eviction.path("deleteOptions");
    deletions.delete(
        type,
        Request.of(
            request.actor(),
            Verb.DELETE,
            new Target("", "v1", "pods", target.namespace(), target.name(), ""),
            request.params(),
            options.isMissingNode() ? MissingNode.getInstance() : options));
    return new Answer.Made(201, Optional.empty(), Statuses.created(), List.of());
  }

  private Optional<Item> budget(Item pod) {
    List<Item> budgets =
        store.list(BUDGETS, Query.ALL.inNamespace(pod.key().namespace())).items().stream()
            .filter(
                budget ->
                    budget.json().path("spec").has("selector")
                        && LabelSelector.of(budget.json().path("spec").path("selector"))
                            .matches(pod.labels()))
            .toList();
    if (budgets.size() > 1) {
      throw ApiException.internal(
          "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
              + " support.");
    }
    return budgets.stream().findFirst();
  }

  private void spend(Item budget, Item pod, boolean dryRun) {
    ObjectKey key = budget.key();
    writes.change(
        BUDGETS,
        key,
        dryRun,
        (object, old) -> {
          ObjectNode status = Json.child(object, "status");
          long allowed = status.path("disruptionsAllowed").asLong();
          boolean stale =
              status.path("observedGeneration").asLong()
                  < old.metadata().path("generation").asLong();
          if (stale || allowed <= 0) {
            throw refused(key.name(), status);
          }
          status.put("disruptionsAllowed", allowed - 1);
          Json.child(status, "disruptedPods").put(pod.key().name(), Times.seconds(clock.instant()));
        });
  }

  private static ApiException refused(String budget, ObjectNode status) {
    return ApiException.of(
            429,
            "TooManyRequests",
            "Cannot evict pod as it would violate the pod's disruption budget.")
        .because(
            "DisruptionBudget",
            "The disruption budget "
                + budget
                + " needs "
                + status.path("desiredHealthy").asLong()
                + " healthy pods and has "
                + status.path("currentHealthy").asLong()
                + " currently",
            "");
  }
}
