package dev.miniworks.operator.cluster;

import dev.miniworks.operator.workload.Failure;

/** The API server could not, or may not, be asked what comes next. */
public final class ApiUnavailableException extends RuntimeException {

  private final Failure failure;

  ApiUnavailableException(Failure failure) {
    this(failure, null);
  }

  ApiUnavailableException(Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** What failed, for the back-off and the log. */
  public Failure failure() {
    return failure;
  }
}
