package dev.miniworks.suite.subject;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/**
 * What a scenario talks about, whoever implements it. Every kind of set is read and written in the
 * shape of a ReplicaSet, so that one scenario serves them all.
 */
public enum Kind {
  POD(Pod.class),
  REPLICA_SET(ReplicaSet.class),
  REPLICATION_CONTROLLER(ReplicaSet.class),
  DEPLOYMENT(Deployment.class);

  private final Class<? extends HasMetadata> shape;

  Kind(Class<? extends HasMetadata> shape) {
    this.shape = shape;
  }

  /** The Java type that objects of this kind are read into. */
  public Class<? extends HasMetadata> shape() {
    return shape;
  }

  /** Whether objects of this kind keep a number of pods running. */
  public boolean isSet() {
    return shape == ReplicaSet.class;
  }
}
