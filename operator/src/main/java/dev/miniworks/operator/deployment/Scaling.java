package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.ReplicaSetView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Brings the sets to the Deployment's replicas without rolling anything out. */
final class Scaling {

  private Scaling() {}

  /**
   * What becomes of the sets. A lone set takes all; once the current set is complete the old ones
   * go to zero; in the middle of a rolling update all take their shares.
   */
  static List<SetEdit> scale(Rollout rollout) {
    List<ReplicaSetView> active = rollout.revisions().active();
    if (active.size() <= 1) {
      return active.stream()
          .findFirst()
          .or(() -> newest(rollout.revisions()))
          .filter(set -> due(set, rollout.replicas()))
          .map(set -> List.of(rollout.resized(set, rollout.replicas())))
          .orElse(List.of());
    }
    if (saturated(rollout)) {
      return rollout.revisions().old().stream()
          .filter(set -> set.replicas() > 0)
          .map(set -> rollout.resized(set, 0))
          .toList();
    }
    return rollout.recreates() ? List.of() : ProportionalScaling.scale(rollout);
  }

  /** Whether the current set has, and knows it has, all the replicas, and they are available. */
  static boolean saturated(Rollout rollout) {
    int replicas = rollout.replicas();
    return rollout
        .revisions()
        .current()
        .filter(set -> set.replicas() == replicas && Counts.available(set) == replicas)
        .map(set -> Situation.noted(set, Annotations.DESIRED_REPLICAS))
        .filter(OptionalInt.of(replicas)::equals)
        .isPresent();
  }

  private static Optional<ReplicaSetView> newest(Revisions revisions) {
    return revisions.current().or(() -> revisions.old().stream().max(Revisions.OLDEST_FIRST));
  }

  /** A set of the right size but with a stale note counts too: it would look rescaled for ever. */
  private static boolean due(ReplicaSetView set, int replicas) {
    return set.replicas() != replicas || Situation.scaledForOther(set, replicas);
  }
}
