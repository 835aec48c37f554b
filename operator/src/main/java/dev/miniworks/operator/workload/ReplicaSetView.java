package dev.miniworks.operator.workload;

import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;

/**
 * A set of replicas of whichever kind: MiniReplicaSet, ReplicaSet, or a ReplicationController in a
 * ReplicaSet's shape. The spec and status objects are shared with the cache and must not be
 * changed.
 */
public record ReplicaSetView(Meta meta, ReplicaSetSpec spec, ReplicaSetStatus status) {

  /** Wanted replicas; 1 when unset. */
  public int replicas() {
    return spec.getReplicas() == null ? 1 : spec.getReplicas();
  }

  /** Seconds a pod has to be ready before it is available; 0 when unset. */
  public int minReadySeconds() {
    return spec.getMinReadySeconds() == null ? 0 : spec.getMinReadySeconds();
  }
}
