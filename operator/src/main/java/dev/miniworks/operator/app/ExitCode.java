package dev.miniworks.operator.app;

/** Why the process ended, as its exit code. */
public enum ExitCode {
  /** Asked to stop, and stopped. */
  STOPPED(0),
  /** The command line makes no sense. */
  USAGE(2),
  /** The API server does not answer. */
  UNREACHABLE(10),
  /** A CustomResourceDefinition is missing. */
  CRD_MISSING(11),
  /** The credentials lack rights. */
  RIGHTS_MISSING(12),
  /** Another instance leads, or the lease could not be renewed. */
  LEADERSHIP_LOST(13),
  /** The cluster's own controllers run the built-in kinds. */
  NATIVE_CONTROLLERS_ACTIVE(14),
  /** Anything else. */
  FAILED(15),
  /** There is no kubeconfig, or it cannot be used. */
  KUBECONFIG(16),
  /** The API server refuses the credentials. */
  CREDENTIALS(17),
  /** The operator's own namespace is missing. */
  NAMESPACE_MISSING(18);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
