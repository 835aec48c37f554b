package dev.miniworks.operator.workload;

/** The annotations that Kubernetes' tools read, under their native names. */
public final class Annotations {

  /** On a Deployment and its sets: the number of the revision. */
  public static final String REVISION = "deployment.kubernetes.io/revision";

  /** On a set: the revision numbers it had before, oldest first, separated by commas. */
  public static final String REVISION_HISTORY = "deployment.kubernetes.io/revision-history";

  /** On a set: the Deployment's replicas when the set was last scaled. */
  public static final String DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";

  /** On a set: the Deployment's replicas and surge together when the set was last scaled. */
  public static final String MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

  /** On a Deployment: the revision to go back to; "0" for the one before the current. */
  public static final String ROLLBACK_TO = "deprecated.deployment.rollback.to";

  /** On a pod: how dear its deletion is; the cheapest go first. */
  public static final String POD_DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  /** What client-side {@code kubectl apply} keeps of the last manifest. */
  public static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Annotations() {}
}
