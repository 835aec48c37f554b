package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.ReplicaSetView;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.Optional;

/** One thing to do for a Deployment. */
public sealed interface DeploymentAction {

  /** What to record on the Deployment once the action has succeeded. */
  default Optional<EventDraft> event() {
    return Optional.empty();
  }

  /** Take control of a set that has no controller. */
  record AdoptSet(ReplicaSetView set) implements DeploymentAction {}

  /** Give up control of a set that the selector no longer matches. */
  record ReleaseSet(ReplicaSetView set) implements DeploymentAction {}

  /** Create the set of a new revision. */
  record CreateSet(
      String name,
      Map<String, String> labels,
      Map<String, String> annotations,
      LabelSelector selector,
      PodTemplateSpec template,
      int replicas,
      int minReadySeconds,
      Optional<EventDraft> event)
      implements DeploymentAction {}

  /**
   * Bring a set's replicas, minReadySeconds and annotations to these values ({@code annotations} is
   * the whole map), in one update locked on the version in view.
   */
  record UpdateSet(
      ReplicaSetView set,
      int replicas,
      int minReadySeconds,
      Map<String, String> annotations,
      Optional<EventDraft> event)
      implements DeploymentAction {}

  /** Delete a set of an old revision. */
  record DeleteSet(ReplicaSetView set) implements DeploymentAction {}

  /**
   * Put an earlier revision's template, and annotations (the whole map), back into the Deployment:
   * an update of the Deployment itself, locked on the version in view.
   */
  record RestoreTemplate(
      PodTemplateSpec template, Map<String, String> annotations, Optional<EventDraft> event)
      implements DeploymentAction {}

  /** Bring the Deployment's annotations to these values (the whole map). */
  record Annotate(Map<String, String> annotations) implements DeploymentAction {}
}
