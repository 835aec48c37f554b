package dev.miniworks.operator.cluster;

import dev.miniworks.operator.workload.Failure;

/** The API server could not be asked something that a decision needs. */
public final class ApiUnavailableException extends RuntimeException {

  private final Failure failure;

  ApiUnavailableException(Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** What failed, for the back-off and the log. */
  public Failure failure() {
    return failure;
  }
}
