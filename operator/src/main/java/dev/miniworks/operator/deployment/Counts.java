package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.ReplicaSetView;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A Deployment's pods, counted from what its sets report.
 *
 * @param wanted pods the sets ought to have
 * @param replicas pods there are
 * @param updated those of them that are of the current template
 * @param terminating pods being deleted; empty when a set does not report them
 */
record Counts(
    int wanted,
    int replicas,
    int updated,
    int ready,
    int available,
    Optional<Integer> terminating) {

  static Counts of(Revisions revisions) {
    List<ReplicaSetView> all = revisions.all();
    return new Counts(
        revisions.wantedInAll(),
        sum(all, Counts::replicas),
        revisions.current().map(Counts::replicas).orElse(0),
        sum(all, set -> count(set, ReplicaSetStatus::getReadyReplicas)),
        sum(all, Counts::available),
        terminating(all));
  }

  /** What a status says; what it does not say is zero. */
  static Counts of(DeploymentStatus nullable) {
    DeploymentStatus status = Objects.requireNonNullElseGet(nullable, DeploymentStatus::new);
    return new Counts(
        0,
        Objects.requireNonNullElse(status.getReplicas(), 0),
        Objects.requireNonNullElse(status.getUpdatedReplicas(), 0),
        Objects.requireNonNullElse(status.getReadyReplicas(), 0),
        Objects.requireNonNullElse(status.getAvailableReplicas(), 0),
        Optional.ofNullable(status.getTerminatingReplicas()));
  }

  /** Pods a set has. */
  static int replicas(ReplicaSetView set) {
    return count(set, ReplicaSetStatus::getReplicas);
  }

  /** Pods of a set that are available. */
  static int available(ReplicaSetView set) {
    return count(set, ReplicaSetStatus::getAvailableReplicas);
  }

  /** Whether a set's status speaks of the set's present generation. */
  static boolean observed(ReplicaSetView set) {
    return observedGeneration(set) >= set.meta().generation();
  }

  /** Wanted pods that are not available. */
  int unavailable() {
    return Math.max(0, wanted - available);
  }

  /** Whether a rollout to this many replicas is over: all are there, updated and available. */
  boolean complete(int wantedReplicas) {
    return updated == wantedReplicas && replicas == wantedReplicas && available == wantedReplicas;
  }

  /** Whether the rollout has come further since: more new pods, fewer old, more ready ones. */
  boolean progressedSince(Counts before) {
    return updated > before.updated
        || replicas - updated < before.replicas - before.updated
        || ready > before.ready
        || available > before.available;
  }

  private static Optional<Integer> terminating(List<ReplicaSetView> all) {
    boolean untold =
        all.stream()
            .anyMatch(set -> observedGeneration(set) > 0 && reportedTerminating(set).isEmpty());
    return untold
        ? Optional.empty()
        : Optional.of(sum(all, set -> reportedTerminating(set).orElse(0)));
  }

  private static Optional<Integer> reportedTerminating(ReplicaSetView set) {
    return status(set).map(ReplicaSetStatus::getTerminatingReplicas);
  }

  private static long observedGeneration(ReplicaSetView set) {
    return status(set).map(ReplicaSetStatus::getObservedGeneration).orElse(0L);
  }

  private static int count(ReplicaSetView set, Function<ReplicaSetStatus, Integer> counter) {
    return status(set).map(counter).orElse(0);
  }

  private static Optional<ReplicaSetStatus> status(ReplicaSetView set) {
    return Optional.ofNullable(set.status());
  }

  private static int sum(List<ReplicaSetView> sets, ToIntFunction<ReplicaSetView> counter) {
    return sets.stream().mapToInt(counter).sum();
  }
}
