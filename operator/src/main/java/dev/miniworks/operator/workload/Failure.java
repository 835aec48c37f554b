package dev.miniworks.operator.workload;

/**
 * One action that the API server did not carry out.
 *
 * @param message the server's words, fit for a condition
 */
public record Failure(Verb verb, Cause cause, String message) {

  /** What was tried. */
  public enum Verb {
    ADOPT,
    RELEASE,
    CREATE,
    UPDATE,
    DELETE
  }

  /** Why it did not happen, as far as it makes a difference. */
  public enum Cause {
    /** The object was newer than our view: look again, quietly. */
    CONFLICT,
    /** The object is gone. */
    NOT_FOUND,
    /** The namespace is being deleted: creating is pointless and no error. */
    NAMESPACE_TERMINATING,
    /** The name is held by an object that is not ours. */
    NAME_TAKEN,
    /** Quota, admission or rights. */
    FORBIDDEN,
    /** The server refuses the content. */
    INVALID,
    /** Anything else: overload, transport, server errors. */
    OTHER
  }
}
