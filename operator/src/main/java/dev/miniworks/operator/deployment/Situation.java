package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.TemplateVerdict;
import java.util.List;
import java.util.OptionalInt;

/** What a Deployment is to be treated as; the first that applies. */
enum Situation {
  /** It is being deleted: only its status is kept up. */
  DELETING,
  /** The API server rejects its template: nothing is scaled. */
  REJECTED,
  /** It is paused: scaled, but not rolled out. */
  PAUSED,
  /** An annotation asks to go back to an earlier revision. */
  ROLLING_BACK,
  /** Its replicas were changed: every set takes its share. */
  SCALING,
  /** It is rolled out, or is so already. */
  ROLLOUT;

  static Situation of(DeploymentSnapshot snapshot, Rollout rollout) {
    Meta deployment = snapshot.deployment().meta();
    boolean paused = Boolean.TRUE.equals(snapshot.deployment().spec().getPaused());
    if (deployment.deleting()) {
      return DELETING;
    }
    if (!paused && Rollback.wanted(deployment).isPresent()) {
      return ROLLING_BACK;
    }
    if (snapshot.template() instanceof TemplateVerdict.Rejected) {
      return REJECTED;
    }
    if (paused) {
      return PAUSED;
    }
    return rescaled(rollout) ? SCALING : ROLLOUT;
  }

  private static boolean rescaled(Rollout rollout) {
    List<ReplicaSetView> active = rollout.revisions().active();
    // Under Recreate there are no shares to give to several sets: the rollout puts the old ones
    // away first, and what remains is scaled then.
    boolean shareless = rollout.recreates() && active.size() > 1 && !Scaling.saturated(rollout);
    return !shareless && active.stream().anyMatch(set -> scaledForOther(set, rollout.replicas()));
  }

  /** Whether a set was last scaled when the Deployment wanted another number of replicas. */
  static boolean scaledForOther(ReplicaSetView set, int replicas) {
    OptionalInt noted = noted(set, Annotations.DESIRED_REPLICAS);
    return noted.isPresent() && noted.getAsInt() != replicas;
  }

  /** A number noted on a set; empty when it is missing, negative or no number. */
  static OptionalInt noted(ReplicaSetView set, String annotation) {
    try {
      int number = Integer.parseInt(set.meta().annotations().get(annotation));
      return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    } catch (NumberFormatException none) {
      return OptionalInt.empty();
    }
  }
}
