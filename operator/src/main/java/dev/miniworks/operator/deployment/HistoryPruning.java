package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.ReplicaSetView;
import java.util.Comparator;
import java.util.List;

/** Chooses the old sets that are more than the history is to keep. */
final class HistoryPruning {

  private HistoryPruning() {}

  /**
   * The sets to delete. Of those in excess of the limit, lowest revision first, one that still has
   * or wants pods is passed over, and no other goes in its place.
   *
   * @param limit how many old sets to keep; null or the highest integer keeps all
   */
  static List<DeploymentAction> prune(Revisions revisions, Integer limit) {
    if (limit == null || limit == Integer.MAX_VALUE) {
      return List.of();
    }
    List<ReplicaSetView> alive =
        revisions.old().stream().filter(set -> !set.meta().deleting()).toList();
    return alive.stream()
        .sorted(
            Comparator.<ReplicaSetView>comparingLong(
                    set -> RevisionBook.revision(set.meta()).orElse(0))
                .thenComparing(Revisions.OLDEST_FIRST))
        .limit(Math.max(0, alive.size() - limit))
        .filter(set -> set.replicas() == 0 && Counts.replicas(set) == 0 && Counts.observed(set))
        .<DeploymentAction>map(DeploymentAction.DeleteSet::new)
        .toList();
  }
}
