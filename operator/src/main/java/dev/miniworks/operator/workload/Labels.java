package dev.miniworks.operator.workload;

/** The labels that Kubernetes' tools read, under their native names, and our own. */
public final class Labels {

  /** Tells the pods and sets of one revision of a Deployment from those of another. */
  public static final String POD_TEMPLATE_HASH = "pod-template-hash";

  /** Marks objects that only find out whether another controller is at work; nobody's business. */
  public static final String PROBE = "miniworks.dev/probe";

  private Labels() {}
}
