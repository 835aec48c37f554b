package dev.miniworks.suite.cluster;

/** The cluster, or the operator on it, cannot be used; the message says why in one line. */
public final class ClusterUnavailable extends RuntimeException {

  /** With a reason fit for a user. */
  public ClusterUnavailable(String message) {
    super(message);
  }

  /** With a reason fit for a user, and what led to it. */
  public ClusterUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
