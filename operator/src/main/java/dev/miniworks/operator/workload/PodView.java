package dev.miniworks.operator.workload;

import java.time.Instant;
import java.util.Optional;

/**
 * What planners read of a pod, and all the cache keeps of it. Immutable.
 *
 * @param node name of the node the pod is bound to, empty before it is scheduled
 * @param ready whether the Ready condition is True
 * @param readySince when the Ready condition last became True; empty when not ready
 * @param restarts highest restart count over the regular containers
 * @param sidecarRestarts highest restart count over the sidecars (init containers that keep
 *     running)
 */
public record PodView(
    Meta meta,
    PodPhase phase,
    Optional<String> node,
    boolean ready,
    Optional<Instant> readySince,
    int restarts,
    int sidecarRestarts) {

  /** Neither ended nor being deleted (semantics, Notation). */
  public boolean active() {
    return !phase.terminal() && !meta.deleting();
  }

  /** Whether the pod is ready and has been for long enough at {@code now}. */
  public boolean available(int minReadySeconds, Instant now) {
    return ready
        && (minReadySeconds == 0
            || availableAt(minReadySeconds).filter(at -> !at.isAfter(now)).isPresent());
  }

  /** When the pod will have been ready for long enough, or was; empty when it is not ready. */
  public Optional<Instant> availableAt(int minReadySeconds) {
    return readySince.map(since -> since.plusSeconds(minReadySeconds));
  }

  /** Being deleted and not yet ended (semantics, Notation). */
  public boolean terminating() {
    return meta.deleting() && !phase.terminal();
  }
}
