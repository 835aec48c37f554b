package dev.miniworks.operator.replicaset;

import dev.miniworks.operator.workload.Claim;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.Selector;
import dev.miniworks.operator.workload.Selectors;
import java.util.List;
import java.util.Optional;

/**
 * Which pods are a set's own.
 *
 * @param active pods that are the set's once it has adopted and released, as far as they are active
 * @param toAdopt those of them that nobody controls yet
 * @param toRelease active pods that the selector no longer matches
 * @param terminating number of the set's pods that are being deleted
 */
record PodClaims(
    List<PodView> active, List<PodView> toAdopt, List<PodView> toRelease, int terminating) {

  /**
   * The claims in this snapshot; empty when the selector takes everything or cannot be read, for
   * then pods must neither be gathered nor given away.
   */
  static Optional<PodClaims> of(ReplicaSetSnapshot snapshot) {
    return Selectors.parse(snapshot.set().spec().getSelector())
        .filter(selector -> !selector.isEmpty())
        .map(selector -> of(snapshot, selector));
  }

  private static PodClaims of(ReplicaSetSnapshot snapshot, Selector selector) {
    ReplicaSetView set = snapshot.set();
    List<PodView> active = snapshot.pods().stream().filter(PodView::active).toList();
    return new PodClaims(
        active.stream().filter(pod -> claim(set, selector, pod).owned()).toList(),
        active.stream().filter(pod -> claim(set, selector, pod) == Claim.ADOPT).toList(),
        active.stream().filter(pod -> claim(set, selector, pod) == Claim.RELEASE).toList(),
        (int)
            snapshot.pods().stream()
                .filter(PodView::terminating)
                .filter(pod -> claim(set, selector, pod) == Claim.KEEP)
                .count());
  }

  private static Claim claim(ReplicaSetView set, Selector selector, PodView pod) {
    return Claim.of(set.meta(), selector, pod.meta());
  }
}
