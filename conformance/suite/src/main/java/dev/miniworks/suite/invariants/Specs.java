package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers which versions of an owner's spec its controller may still be acting on: the latest,
 * and those it has not yet reported as observed. A controller is judged by the most lenient of
 * them, since nobody can act on a change before seeing it.
 */
final class Specs<T extends HasMetadata> {

  private final Class<T> shape;
  private final Map<String, List<T>> byUid = new HashMap<>();

  Specs(Class<T> shape) {
    this.shape = shape;
  }

  /** Takes the step in. */
  void follow(Step step) {
    if (!shape.isInstance(step.entry().object())) {
      return;
    }
    if (step.entry().action() == Action.DELETED) {
      byUid.remove(step.entry().uid());
      return;
    }
    var latest = shape.cast(step.entry().object());
    var versions = byUid.computeIfAbsent(step.entry().uid(), uid -> new ArrayList<>());
    versions.add(latest);
    var observed = Facts.observedGeneration(latest);
    var current = latest.getMetadata().getGeneration();
    versions.removeIf(
        old ->
            old.getMetadata().getGeneration() < Math.min(observed, current)
                || (old != latest && old.getMetadata().getGeneration().equals(current)));
  }

  /** The versions in force for the owner with this UID, the latest last; empty when it is gone. */
  List<T> inForce(String uid) {
    return List.copyOf(byUid.getOrDefault(uid, List.of()));
  }
}
