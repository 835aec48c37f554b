package dev.miniworks.mock.kinds;

import java.util.Map;

/** The type of a value as the API server's own types have it. */
sealed interface Shape {

  /** A value without parts. */
  enum Scalar implements Shape {
    TEXT,
    BOOLEAN,
    INT32,
    INT64,
    FLOAT64,
    TIME,
    MICRO_TIME,
    QUANTITY,
    INT_OR_STRING,
    BYTES,
    ANY
  }

  /** A list of values. */
  record ListOf(Shape item) implements Shape {}

  /** Values by free keys. */
  record MapOf(Shape value) implements Shape {}

  /** Values by known names. */
  record Struct(String name, Map<String, Field> fields) implements Shape {}

  /** What becomes of a field without a value when an object is written. */
  enum Omission {
    NEVER,
    WHEN_EMPTY,
    WHEN_ZERO
  }

  /**
   * A field of a struct.
   *
   * @param optional whether the server tells no value from an empty one
   */
  record Field(Shape shape, boolean optional, Omission omission) {}
}
