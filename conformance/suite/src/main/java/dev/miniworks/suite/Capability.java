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
  OWN_CONTROL_PLANE("the cluster's own parts are not the suite's to stop"),
  /** Something that deletes dependents whose owners are gone, and sees to foreground deletion. */
  GARBAGE_COLLECTOR("the cluster has no garbage collector"),
  /** Something that empties namespaces that are being deleted. */
  NAMESPACE_CONTROLLER("the cluster does not empty namespaces"),
  /** Something that gives every namespace its default service account. */
  SERVICE_ACCOUNT_CONTROLLER("the cluster makes no service accounts"),
  /** An API server that evaluates the rules in CRDs. */
  VALIDATION_RULES("the API server evaluates no rules of CRDs");

  private final String absence;

  Capability(String absence) {
    this.absence = absence;
  }

  /** Why a scenario that needs this is skipped where it is missing. */
  public String absence() {
    return absence;
  }
}
