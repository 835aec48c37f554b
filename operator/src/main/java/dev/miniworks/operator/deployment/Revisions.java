package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Claim;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.Selector;
import dev.miniworks.operator.workload.TemplateVerdict;
import dev.miniworks.operator.workload.Templates;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Deployment's sets, told apart: one for the template of now, the others for earlier ones.
 *
 * @param current the set whose template is the Deployment's; of several the oldest
 * @param old the other sets, oldest first
 */
record Revisions(Optional<ReplicaSetView> current, List<ReplicaSetView> old) {

  /** Creation, then name. */
  static final Comparator<ReplicaSetView> OLDEST_FIRST =
      Comparator.<ReplicaSetView, Instant>comparing(set -> set.meta().createdAt())
          .thenComparing(set -> set.meta().name());

  /** The sets that are the Deployment's once it has adopted and released. */
  static Revisions of(DeploymentSnapshot snapshot, Selector selector) {
    List<ReplicaSetView> owned =
        snapshot.sets().stream()
            .filter(set -> Claim.of(snapshot.deployment().meta(), selector, set.meta()).owned())
            .sorted(OLDEST_FIRST)
            .toList();
    Optional<ReplicaSetView> current =
        snapshot.template() instanceof TemplateVerdict.Accepted accepted
            ? ofTemplate(owned, accepted)
            : Optional.empty();
    return new Revisions(
        current, owned.stream().filter(set -> !Optional.of(set).equals(current)).toList());
  }

  private static Optional<ReplicaSetView> ofTemplate(
      List<ReplicaSetView> owned, TemplateVerdict.Accepted accepted) {
    var same = Templates.sameAs(accepted.template());
    return owned.stream().filter(set -> same.test(set.spec().getTemplate())).findFirst();
  }

  /** All sets: the old ones, oldest first, then the current one. */
  List<ReplicaSetView> all() {
    return Stream.concat(old.stream(), current.stream()).toList();
  }

  /** The sets that ought to have pods. */
  List<ReplicaSetView> active() {
    return all().stream().filter(set -> set.replicas() > 0).toList();
  }

  /** How many pods all sets together ought to have. */
  int wantedInAll() {
    return all().stream().mapToInt(ReplicaSetView::replicas).sum();
  }
}
