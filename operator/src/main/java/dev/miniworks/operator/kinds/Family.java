package dev.miniworks.operator.kinds;

/** Whose kinds the operator runs. */
public enum Family {
  /** The mini kinds. */
  MINI,
  /** The built-in kinds, in place of the cluster's own controllers. */
  NATIVE;

  /**
   * Whether a template reaches us unjudged and undefaulted. The API server validates and defaults
   * the built-in kinds' templates when they are stored; a custom resource's it stores as they are.
   */
  public boolean templatesAreRaw() {
    return this == MINI;
  }

  /**
   * Whether a status write carries the object's annotations along. The built-in kinds' status
   * subresource does; a custom resource's ignores metadata, so that annotations cost a write.
   */
  public boolean statusCarriesAnnotations() {
    return this == NATIVE;
  }

  /** Whether the status has the additions of the mini kinds: conditions, selector, ready text. */
  public boolean decoratesStatus() {
    return this == MINI;
  }
}
