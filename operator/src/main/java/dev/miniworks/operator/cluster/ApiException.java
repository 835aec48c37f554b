package dev.miniworks.operator.cluster;

import dev.miniworks.operator.workload.Failure;
import java.util.List;

/** The API server's refusal of one request. */
final class ApiException extends RuntimeException {

  private final int code;
  private final String reason;
  private final List<String> causes;

  /**
   * @param code HTTP status; 0 when there was no answer
   * @param reason the machine-readable reason of the Status object, empty without one
   * @param causes the reasons in the Status object's details
   */
  ApiException(int code, String reason, List<String> causes, String message, Throwable source) {
    super(message, source);
    this.code = code;
    this.reason = reason;
    this.causes = List.copyOf(causes);
  }

  boolean alreadyExists() {
    return code == 409 && reason.equals("AlreadyExists");
  }

  boolean invalid() {
    return code == 422 || code == 400;
  }

  /** What this means for an action of the given kind. */
  Failure failure(Failure.Verb verb) {
    return new Failure(verb, cause(verb), getMessage());
  }

  private Failure.Cause cause(Failure.Verb verb) {
    if (alreadyExists()) {
      return Failure.Cause.NAME_TAKEN;
    }
    boolean namespaceGone = verb == Failure.Verb.CREATE && code == 404;
    if (namespaceGone || causes.contains("NamespaceTerminating")) {
      return Failure.Cause.NAMESPACE_TERMINATING;
    }
    return switch (code) {
      case 404, 410 -> Failure.Cause.NOT_FOUND;
      case 409 -> Failure.Cause.CONFLICT;
      case 403 -> Failure.Cause.FORBIDDEN;
      case 400, 422 -> Failure.Cause.INVALID;
      default -> Failure.Cause.OTHER;
    };
  }
}
