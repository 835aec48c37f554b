package dev.miniworks.mock.api;

/** In what a resource differs from most. */
public enum Trait {
  /** Counts the changes of its specification in {@code metadata.generation}. */
  GENERATION,
  /** An annotation counts as a change of the specification. */
  ANNOTATIONS_COUNT,
  /** Everything but the metadata's bookkeeping counts as a change of the specification. */
  ALL_COUNTS,
  /** An update must name the version that it was made from. */
  VERSION_REQUIRED,
  /** An update of what does not exist creates it. */
  CREATED_BY_UPDATE,
  /** A deletion answers with the object instead of a Status. */
  DELETED_IS_RETURNED,
  /** A deletion that says nothing of dependents leaves them alone. */
  ORPHANS_DEPENDENTS,
  /** Its creator gives its first status. */
  STATUS_AT_CREATION,
  /** Defined by a CustomResourceDefinition. */
  CUSTOM,
  /** Only ever asked with a create, and never stored. */
  REVIEW
}
