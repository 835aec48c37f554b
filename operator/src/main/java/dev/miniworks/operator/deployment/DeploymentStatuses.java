package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Conditions;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.Selector;
import dev.miniworks.operator.workload.Selectors;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Works out the status of a Deployment, by the native formulas. */
public final class DeploymentStatuses {

  private DeploymentStatuses() {}

  /**
   * The status after a round. Equal to the snapshot's status when there is nothing to write:
   * counters that the API leaves out at zero are null here as well.
   */
  public static DeploymentStatus status(
      DeploymentSnapshot snapshot, DeploymentPlan plan, Outcome outcome) {
    Optional<Selector> selector = Selectors.parse(snapshot.deployment().spec().getSelector());
    if (selector.isEmpty() || outcome.claimsFailed()) {
      return current(snapshot);
    }
    return selector.get().isEmpty()
        ? observed(snapshot)
        : status(snapshot, plan, outcome, Rollout.of(snapshot, selector.get()));
  }

  /** The events that tell of failures; those of successes are part of the actions. */
  public static List<EventDraft> events(
      DeploymentSnapshot snapshot, DeploymentPlan plan, Outcome outcome) {
    return Progress.createError(outcome)
        .map(
            failure ->
                new EventDraft(
                    EventDraft.Type.WARNING,
                    "ReplicaSetCreateError",
                    Progress.createErrorMessage(plan, failure)))
        .stream()
        .toList();
  }

  /** As above, for who has told the sets apart already. */
  static DeploymentStatus status(
      DeploymentSnapshot snapshot, DeploymentPlan plan, Outcome outcome, Rollout rollout) {
    DeploymentStatus current = observed(snapshot);
    Counts counts = Counts.of(rollout.revisions());
    ConditionList before = new ConditionList(current.getConditions(), snapshot.now());
    ConditionList progressed =
        Progress.update(snapshot, plan, outcome, rollout, available(rollout, counts, before));
    ConditionList conditions =
        Situation.of(snapshot, rollout) == Situation.ROLLOUT
            ? replicaFailure(rollout.revisions(), progressed)
            : progressed;
    return new DeploymentStatusBuilder(current)
        .withReplicas(nonZero(counts.replicas()))
        .withUpdatedReplicas(nonZero(counts.updated()))
        .withReadyReplicas(nonZero(counts.ready()))
        .withAvailableReplicas(nonZero(counts.available()))
        .withUnavailableReplicas(nonZero(counts.unavailable()))
        .withTerminatingReplicas(counts.terminating().orElse(null))
        .withCollisionCount(collisions(current, outcome).orElse(null))
        .withConditions(conditions.conditions())
        .build();
  }

  private static DeploymentStatus current(DeploymentSnapshot snapshot) {
    return Objects.requireNonNullElseGet(snapshot.deployment().status(), DeploymentStatus::new);
  }

  private static DeploymentStatus observed(DeploymentSnapshot snapshot) {
    return new DeploymentStatusBuilder(current(snapshot))
        .withObservedGeneration(snapshot.deployment().meta().generation())
        .build();
  }

  private static ConditionList available(Rollout rollout, Counts counts, ConditionList before) {
    return counts.available() >= rollout.bounds().minAvailable()
        ? before.with(
            "Available",
            Conditions.TRUE,
            "MinimumReplicasAvailable",
            "As many replicas are available as have to be.")
        : before.with(
            "Available",
            Conditions.FALSE,
            "MinimumReplicasUnavailable",
            "Fewer replicas are available than have to be.");
  }

  /**
   * Passes on what the sets say of pods they cannot make, the current set having the first word.
   */
  private static ConditionList replicaFailure(Revisions revisions, ConditionList before) {
    return Stream.concat(revisions.current().stream(), revisions.old().stream())
        .flatMap(set -> failure(set).stream())
        .findFirst()
        .map(before::withCopy)
        .orElseGet(() -> before.without(Conditions.REPLICA_FAILURE));
  }

  private static Optional<DeploymentCondition> failure(ReplicaSetView set) {
    return Optional.ofNullable(set.status())
        .flatMap(
            status ->
                Conditions.find(
                    status.getConditions(),
                    ReplicaSetCondition::getType,
                    Conditions.REPLICA_FAILURE))
        .map(
            failure ->
                new DeploymentConditionBuilder()
                    .withType(failure.getType())
                    .withStatus(failure.getStatus())
                    .withReason(failure.getReason())
                    .withMessage(failure.getMessage())
                    .withLastTransitionTime(failure.getLastTransitionTime())
                    .withLastUpdateTime(failure.getLastTransitionTime())
                    .build());
  }

  /** One more when the name made from the hash was taken, so that the next hash is another. */
  private static Optional<Integer> collisions(DeploymentStatus current, Outcome outcome) {
    Optional<Integer> before = Optional.ofNullable(current.getCollisionCount());
    boolean taken =
        Progress.createFailure(outcome)
            .filter(failure -> failure.cause() == Failure.Cause.NAME_TAKEN)
            .isPresent();
    return taken ? Optional.of(before.orElse(0) + 1) : before;
  }

  private static Integer nonZero(int count) {
    return count == 0 ? null : count;
  }
}
