package dev.miniworks.operator.workload;

/** A pod's phase; {@link #UNKNOWN} also stands for anything the API may add. */
public enum PodPhase {
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  UNKNOWN;

  /** Whether the pod has ended for good. */
  public boolean terminal() {
    return this == SUCCEEDED || this == FAILED;
  }
}
