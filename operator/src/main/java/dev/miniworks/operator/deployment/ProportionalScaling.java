package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.RollingBounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Spreads a change of replicas over the sets of an unfinished rollout, each in proportion to its
 * size, so that the rollout stands after the change where it stood before.
 */
final class ProportionalScaling {

  private ProportionalScaling() {}

  /**
   * What becomes of the active sets. Together they get the replicas and the surge; rounding errors
   * fall to the largest.
   */
  static List<SetEdit> scale(Rollout rollout) {
    RollingBounds bounds = rollout.bounds();
    List<ReplicaSetView> active = rollout.revisions().active();
    int allowed = bounds.replicas() > 0 ? bounds.maxTotal() : 0;
    int toAdd = allowed - rollout.revisions().wantedInAll();
    List<ReplicaSetView> ordered = active.stream().sorted(order(toAdd)).toList();
    List<Integer> shares = shares(ordered, rollout, toAdd);
    int leftover = toAdd - shares.stream().mapToInt(Integer::intValue).sum();
    List<SetEdit> edits = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      ReplicaSetView set = ordered.get(i);
      int size = set.replicas() + shares.get(i) + (i == 0 ? leftover : 0);
      edits.add(rollout.resized(set, Math.max(0, size)));
    }
    return List.copyOf(edits);
  }

  /** The largest first; among equals newer sets grow first and older ones shrink first. */
  private static Comparator<ReplicaSetView> order(int toAdd) {
    return Comparator.comparingInt(ReplicaSetView::replicas)
        .reversed()
        .thenComparing(toAdd > 0 ? Revisions.OLDEST_FIRST.reversed() : Revisions.OLDEST_FIRST);
  }

  private static List<Integer> shares(List<ReplicaSetView> ordered, Rollout rollout, int toAdd) {
    List<Integer> shares = new ArrayList<>();
    int left = toAdd;
    for (ReplicaSetView set : ordered) {
      int proportion = left == 0 ? 0 : proportion(set, rollout);
      int share = toAdd > 0 ? Math.min(proportion, left) : Math.max(proportion, left);
      shares.add(share);
      left -= share;
    }
    return shares;
  }

  /** By how much the set would have to grow to keep its part of the whole. */
  private static int proportion(ReplicaSetView set, Rollout rollout) {
    if (rollout.replicas() == 0) {
      return -set.replicas();
    }
    int maxBefore = Situation.noted(set, Annotations.MAX_REPLICAS).orElse(0);
    int whole = maxBefore == 0 ? Counts.of(rollout.deployment().status()).replicas() : maxBefore;
    if (whole == 0) {
      return 0;
    }
    double size = (double) set.replicas() * rollout.bounds().maxTotal() / whole;
    return (int) Math.round(size) - set.replicas();
  }
}
