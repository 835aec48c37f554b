package dev.miniworks.operator.replicaset;

import dev.miniworks.operator.workload.DeletionRanking;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.TemplateVerdict;
import dev.miniworks.operator.workload.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what to do for a set of replicas: which pods to claim, how many to make or delete. */
public final class ReplicaSetPlanner {

  /** How many pods one plan creates or deletes at most. */
  static final int BURST = 500;

  private static final ReplicaSetPlan NOTHING = new ReplicaSetPlan(List.of(), Optional.empty());

  private ReplicaSetPlanner() {}

  /**
   * The plan for this snapshot. It creates or deletes, never both; a pod that is being deleted
   * counts as gone, so its replacement does not wait for it. While the API server rejects the
   * template nothing is scaled. A set that is being deleted, or whose selector cannot be used, is
   * left alone.
   */
  public static ReplicaSetPlan plan(ReplicaSetSnapshot snapshot) {
    return PodClaims.of(snapshot)
        .filter(claims -> !snapshot.set().meta().deleting())
        .map(claims -> plan(snapshot, claims))
        .orElse(NOTHING);
  }

  private static ReplicaSetPlan plan(ReplicaSetSnapshot snapshot, PodClaims claims) {
    List<ReplicaSetAction> actions = new ArrayList<>();
    claims.toAdopt().forEach(pod -> actions.add(new ReplicaSetAction.AdoptPod(pod)));
    claims.toRelease().forEach(pod -> actions.add(new ReplicaSetAction.ReleasePod(pod)));
    if (rejection(snapshot).isEmpty()) {
      scale(snapshot, claims).ifPresent(actions::add);
    }
    return new ReplicaSetPlan(List.copyOf(actions), lookAgainAfter(snapshot, claims));
  }

  /** Why no pod can be made from the template; empty when nothing speaks against it. */
  static Optional<String> rejection(ReplicaSetSnapshot snapshot) {
    if (snapshot.template().orElse(null) instanceof TemplateVerdict.Rejected rejected) {
      return Optional.of(rejected.message());
    }
    return Templates.labels(snapshot.set().spec().getTemplate()).isEmpty()
        ? Optional.of("spec.template.metadata.labels: pods without labels cannot be made")
        : Optional.empty();
  }

  private static Optional<ReplicaSetAction> scale(ReplicaSetSnapshot snapshot, PodClaims claims) {
    int surplus = claims.active().size() - snapshot.set().replicas();
    if (surplus < 0) {
      return Optional.of(new ReplicaSetAction.CreatePods(Math.min(-surplus, BURST)));
    }
    if (surplus > 0) {
      DeletionRanking ranking = new DeletionRanking(snapshot.siblingPodsPerNode(), snapshot.now());
      return Optional.of(
          new ReplicaSetAction.DeletePods(
              ranking.first(Math.min(surplus, BURST), claims.active())));
    }
    return Optional.empty();
  }

  /** The time until the first ready pod has been ready for long enough to be available. */
  private static Optional<Duration> lookAgainAfter(ReplicaSetSnapshot snapshot, PodClaims claims) {
    int minReadySeconds = snapshot.set().minReadySeconds();
    Instant now = snapshot.now();
    return claims.active().stream()
        .filter(pod -> pod.ready() && !pod.available(minReadySeconds, now))
        .map(pod -> pod.availableAt(minReadySeconds).orElse(now.plusSeconds(minReadySeconds)))
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at));
  }

  /** Whether the pod counts as available for this set. */
  static boolean available(ReplicaSetSnapshot snapshot, PodView pod) {
    return pod.available(snapshot.set().minReadySeconds(), snapshot.now());
  }
}
