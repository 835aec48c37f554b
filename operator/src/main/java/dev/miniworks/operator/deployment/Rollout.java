package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.RollingBounds;
import dev.miniworks.operator.workload.Selector;
import java.util.Objects;
import java.util.Optional;

/** A Deployment, its sets and its bounds: what every step of a rollout looks at. */
record Rollout(DeploymentView deployment, Revisions revisions, RollingBounds bounds) {

  static Rollout of(DeploymentSnapshot snapshot, Selector selector) {
    DeploymentView deployment = snapshot.deployment();
    return new Rollout(deployment, Revisions.of(snapshot, selector), bounds(deployment));
  }

  /** How far a Deployment's rollouts may stray from its replicas. */
  static RollingBounds bounds(DeploymentView deployment) {
    return RollingBounds.of(
        deployment.spec().getStrategy(),
        Objects.requireNonNullElse(deployment.spec().getReplicas(), 1));
  }

  /** The wanted replicas. */
  int replicas() {
    return bounds.replicas();
  }

  /** Whether all old pods have to be gone before new ones are made. */
  boolean recreates() {
    return RollingBounds.recreates(deployment.spec().getStrategy());
  }

  /** The set as it is, or, if it is the current one, with what it takes from the Deployment. */
  SetEdit edit(ReplicaSetView set) {
    return revisions.current().equals(Optional.of(set))
        ? CurrentSetStep.synced(this, set)
        : SetEdit.of(set);
  }

  /** The set at another size. */
  SetEdit resized(ReplicaSetView set, int size) {
    return edit(set).scaled(size, bounds);
  }
}
