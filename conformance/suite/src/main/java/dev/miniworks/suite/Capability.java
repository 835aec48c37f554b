package dev.miniworks.suite;

/** What a scenario may need that not every subject or cluster has. */
public enum Capability {
  /** Pods that the annotations {@code sim.miniworks.dev/*} of their template steer. */
  SIMULATED_PODS("the cluster's pods are not simulated"),
  /** A set whose selector can be changed and that fills in its own labels. */
  REPLICATION_CONTROLLER("the subject has no ReplicationController"),
  /** Kinds that CustomResourceDefinitions add to the cluster. */
  MINI_KINDS("the subject's kinds are built in"),
  /** An API server that judges the whole pod template when it is applied. */
  TEMPLATE_JUDGED_AT_APPLY("the subject judges the finer points of a pod template later"),
  /** An operator that judges the finer points of a pod template and reports a condition. */
  TEMPLATE_JUDGED_LATER("the subject judges the whole pod template at apply"),
  /** An operator that the suite can stop, start and put behind a proxy. */
  OPERATOR_PROCESS("the subject is not a process of the suite"),
  /** A control plane whose parts the suite can stop, start and give other flags. */
  OWN_CONTROL_PLANE("the cluster's own parts are not the suite's to stop");

  private final String absence;

  Capability(String absence) {
    this.absence = absence;
  }

  /** Why a scenario that needs this is skipped where it is missing. */
  public String absence() {
    return absence;
  }
}
