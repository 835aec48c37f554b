package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.RollingBounds;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A set and what it is to become. One edit takes everything that a plan changes about a set, since
 * a second update of the same version would be refused.
 */
record SetEdit(
    ReplicaSetView set, int replicas, int minReadySeconds, Map<String, String> annotations) {

  SetEdit {
    annotations = Map.copyOf(annotations);
  }

  /** The set as it is. */
  static SetEdit of(ReplicaSetView set) {
    return new SetEdit(set, set.replicas(), set.minReadySeconds(), set.meta().annotations());
  }

  /** The set at this size, with the note of what the Deployment wanted when it was scaled. */
  SetEdit scaled(int size, RollingBounds bounds) {
    Map<String, String> noted = new HashMap<>(annotations);
    noted.putAll(scaleNote(bounds));
    return new SetEdit(set, size, minReadySeconds, noted);
  }

  /** The annotations by which a later change of the Deployment's replicas is noticed. */
  static Map<String, String> scaleNote(RollingBounds bounds) {
    return Map.of(
        Annotations.DESIRED_REPLICAS, Integer.toString(bounds.replicas()),
        Annotations.MAX_REPLICAS, Integer.toString(bounds.maxTotal()));
  }

  /** Whether the set's size changes. */
  boolean resizes() {
    return replicas != set.replicas();
  }

  /** The update that brings it about; empty when the set is so already. */
  Optional<DeploymentAction> action() {
    boolean changes =
        resizes()
            || minReadySeconds != set.minReadySeconds()
            || !annotations.equals(set.meta().annotations());
    return changes
        ? Optional.of(
            new DeploymentAction.UpdateSet(set, replicas, minReadySeconds, annotations, event()))
        : Optional.empty();
  }

  private Optional<EventDraft> event() {
    return resizes()
        ? Optional.of(scalingEvent(set.meta().name(), set.replicas(), replicas))
        : Optional.empty();
  }

  /** The event that tells of a set's new size. */
  static EventDraft scalingEvent(String set, int from, int to) {
    return new EventDraft(
        EventDraft.Type.NORMAL,
        "ScalingReplicaSet",
        "Scaled %s replica set %s from %d to %d"
            .formatted(from < to ? "up" : "down", set, from, to));
  }
}
