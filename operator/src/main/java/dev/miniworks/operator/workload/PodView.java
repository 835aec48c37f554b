package dev.miniworks.operator.workload;

import java.time.Instant;
import java.util.Optional;

/**
 * What planners read of a pod, and all the cache keeps of it. Immutable.
 *
 * @param node name of the node the pod is bound to, empty before it is scheduled
 * @param ready whether the Ready condition is True
 * @param readySince when the Ready condition last became True; empty when not ready
 * @param restarts highest restart count over regular and sidecar containers
 */
public record PodView(
    Meta meta,
    PodPhase phase,
    Optional<String> node,
    boolean ready,
    Optional<Instant> readySince,
    int restarts) {

  /** Neither ended nor being deleted (semantics, Notation). */
  public boolean active() {
    return !phase.terminal() && !meta.deleting();
  }

  /** Being deleted and not yet ended (semantics, Notation). */
  public boolean terminating() {
    return meta.deleting() && !phase.terminal();
  }
}
