package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.ReplicaSetView;
import java.util.ArrayList;
import java.util.List;

/** The step of a rolling update that shrinks the old sets, as far as enough pods stay available. */
final class OldSetsStep {

  private OldSetsStep() {}

  /** What becomes of the old sets: first they lose unhealthy pods, then healthy ones. */
  static List<SetEdit> shrink(Rollout rollout) {
    List<ReplicaSetView> old =
        rollout.revisions().old().stream().filter(set -> set.replicas() > 0).toList();
    // A set that reports more than it ought to have was shrunk just now; what it reports would let
    // us shrink it twice.
    if (old.stream().anyMatch(set -> Counts.available(set) > set.replicas())) {
      return List.of();
    }
    int wantedNew = rollout.revisions().current().map(ReplicaSetView::replicas).orElse(0);
    int availableNew =
        Math.min(wantedNew, rollout.revisions().current().map(Counts::available).orElse(0));
    int minAvailable = rollout.bounds().minAvailable();
    // New pods that are not available yet count as lost already: they must not be an excuse for
    // taking down old ones.
    int room = rollout.revisions().wantedInAll() - minAvailable - (wantedNew - availableNew);
    if (room <= 0) {
      return List.of();
    }
    int spare = old.stream().mapToInt(Counts::available).sum() + availableNew - minAvailable;
    List<SetEdit> edits = new ArrayList<>();
    for (ReplicaSetView set : old) {
      int unhealthy = Math.min(room, set.replicas() - Counts.available(set));
      int healthy = Math.max(0, Math.min(spare, set.replicas() - unhealthy));
      room -= unhealthy;
      spare -= healthy;
      if (unhealthy + healthy > 0) {
        edits.add(rollout.resized(set, set.replicas() - unhealthy - healthy));
      }
    }
    return List.copyOf(edits);
  }
}
