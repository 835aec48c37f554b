package dev.miniworks.mock.patch;

import java.util.List;

/**
 * How a value and what lies below it are merged: which lists are maps by a key, which values only
 * change as a whole.
 */
public interface Shape {

  /** How the parts of a value relate to each other. */
  enum Kind {
    /** A structure of known fields, or a scalar; lists are replaced as a whole. */
    PLAIN,
    /** A map whose keys are data. */
    MAP,
    /** Changes only as a whole. */
    ATOMIC,
    /** A list of values, each at most once. */
    SET,
    /** A list of objects that are told apart by keys. */
    KEYED
  }

  /** Of whatever nothing is known about. */
  Shape UNKNOWN = new Shape() {};

  default Kind kind() {
    return Kind.PLAIN;
  }

  /** The keys of a {@link Kind#KEYED} list. */
  default List<String> keys() {
    return List.of();
  }

  /** The key by which a strategic merge patch tells the elements of a list apart, or empty. */
  default String patchKey() {
    return "";
  }

  /** Whether a strategic merge patch adds to a list of plain values instead of replacing it. */
  default boolean patchMerges() {
    return !patchKey().isEmpty();
  }

  /** Whether a strategic merge patch may drop the fields of an element that it does not name. */
  default boolean patchRetainsKeys() {
    return false;
  }

  /** What an absent key of a keyed list counts as, or empty. */
  default String keyDefault(String key) {
    return "";
  }

  /** Whether this is of a kind that every cluster has. */
  default boolean isBuiltIn() {
    return true;
  }

  /** The shape of a field. */
  default Shape field(String name) {
    return UNKNOWN;
  }

  /** The shape of a list's elements. */
  default Shape element() {
    return UNKNOWN;
  }
}
