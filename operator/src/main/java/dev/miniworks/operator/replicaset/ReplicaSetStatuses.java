package dev.miniworks.operator.replicaset;

import dev.miniworks.operator.workload.Conditions;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.Templates;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Works out the status of a set of replicas, by the native formulas. */
public final class ReplicaSetStatuses {

  private ReplicaSetStatuses() {}

  /**
   * The status after a round. It counts the pods as they were in the snapshot, adopted ones
   * included and released ones left out. Equal to the snapshot's status when there is nothing to
   * write: counters that the API leaves out at zero are null here as well.
   *
   * @param reportsTerminating whether the kind has {@code terminatingReplicas}; a
   *     ReplicationController has not
   */
  public static ReplicaSetStatus status(
      ReplicaSetSnapshot snapshot,
      ReplicaSetPlan plan,
      Outcome outcome,
      boolean reportsTerminating) {
    if (outcome.claimsFailed()) {
      return current(snapshot);
    }
    return PodClaims.of(snapshot)
        .map(claims -> status(snapshot, plan, outcome, claims, reportsTerminating))
        .orElseGet(() -> current(snapshot));
  }

  private static ReplicaSetStatus current(ReplicaSetSnapshot snapshot) {
    return Objects.requireNonNullElseGet(snapshot.set().status(), ReplicaSetStatus::new);
  }

  private static ReplicaSetStatus status(
      ReplicaSetSnapshot snapshot,
      ReplicaSetPlan plan,
      Outcome outcome,
      PodClaims claims,
      boolean reportsTerminating) {
    ReplicaSetStatus current = current(snapshot);
    Map<String, String> templateLabels = Templates.labels(snapshot.set().spec().getTemplate());
    return new ReplicaSetStatusBuilder(current)
        .withReplicas(claims.active().size())
        .withFullyLabeledReplicas(
            count(
                claims,
                pod -> pod.meta().labels().entrySet().containsAll(templateLabels.entrySet())))
        .withReadyReplicas(count(claims, PodView::ready))
        .withAvailableReplicas(count(claims, pod -> ReplicaSetPlanner.available(snapshot, pod)))
        .withTerminatingReplicas(reportsTerminating ? claims.terminating() : null)
        .withObservedGeneration(snapshot.set().meta().generation())
        .withConditions(conditions(snapshot, plan, outcome, current.getConditions()))
        .build();
  }

  private static Integer count(PodClaims claims, Predicate<PodView> counted) {
    int count = (int) claims.active().stream().filter(counted).count();
    return count == 0 ? null : count;
  }

  private static List<ReplicaSetCondition> conditions(
      ReplicaSetSnapshot snapshot,
      ReplicaSetPlan plan,
      Outcome outcome,
      List<ReplicaSetCondition> current) {
    Optional<ReplicaSetCondition> standing =
        Conditions.find(current, ReplicaSetCondition::getType, Conditions.REPLICA_FAILURE);
    Optional<ReplicaSetCondition> wanted =
        ReplicaSetPlanner.rejection(snapshot)
            .map(words -> rejected(snapshot, standing, words))
            .or(() -> failed(snapshot, plan, outcome, standing));
    if (wanted.equals(standing)) {
      return current;
    }
    return wanted
        .map(condition -> Conditions.with(current, ReplicaSetCondition::getType, condition))
        .orElseGet(
            () ->
                Conditions.without(
                    current, ReplicaSetCondition::getType, Conditions.REPLICA_FAILURE));
  }

  /** The refused template's condition; its time stays while the condition does. */
  private static ReplicaSetCondition rejected(
      ReplicaSetSnapshot snapshot, Optional<ReplicaSetCondition> standing, String words) {
    return standing
        .filter(condition -> Conditions.INVALID_TEMPLATE.equals(condition.getReason()))
        .map(condition -> condition.edit().withMessage(words).build())
        .orElseGet(() -> failure(snapshot, Conditions.INVALID_TEMPLATE, words));
  }

  /** The first failure's condition; one that stands is not rewritten with newer words. */
  private static Optional<ReplicaSetCondition> failed(
      ReplicaSetSnapshot snapshot,
      ReplicaSetPlan plan,
      Outcome outcome,
      Optional<ReplicaSetCondition> standing) {
    boolean deletes =
        plan.actions().stream().anyMatch(ReplicaSetAction.DeletePods.class::isInstance);
    return outcome.failures().stream()
        .filter(ReplicaSetStatuses::counts)
        .findFirst()
        .map(
            failure ->
                standing
                    .filter(condition -> !Conditions.INVALID_TEMPLATE.equals(condition.getReason()))
                    .orElseGet(
                        () ->
                            failure(
                                snapshot,
                                deletes ? "FailedDelete" : "FailedCreate",
                                failure.message())));
  }

  /** Whether a failure is one to report: not what a glance at fresher state will settle. */
  private static boolean counts(Failure failure) {
    return switch (failure.cause()) {
      case CONFLICT, NAMESPACE_TERMINATING -> false;
      case NOT_FOUND -> failure.verb() != Failure.Verb.DELETE;
      case NAME_TAKEN, FORBIDDEN, INVALID, OTHER -> true;
    };
  }

  private static ReplicaSetCondition failure(
      ReplicaSetSnapshot snapshot, String reason, String message) {
    return new ReplicaSetConditionBuilder()
        .withType(Conditions.REPLICA_FAILURE)
        .withStatus(Conditions.TRUE)
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(Conditions.time(snapshot.now()))
        .build();
  }
}
