package dev.miniworks.operator.replicaset;

import dev.miniworks.operator.workload.PodView;
import java.util.List;

/** One thing to do for a set. */
public sealed interface ReplicaSetAction {

  /** Take control of a pod that has no controller. */
  record AdoptPod(PodView pod) implements ReplicaSetAction {}

  /** Give up control of a pod that the selector no longer matches. */
  record ReleasePod(PodView pod) implements ReplicaSetAction {}

  /** Create this many pods, in slow-start batches. */
  record CreatePods(int count) implements ReplicaSetAction {}

  /** Delete these pods. */
  record DeletePods(List<PodView> pods) implements ReplicaSetAction {}
}
