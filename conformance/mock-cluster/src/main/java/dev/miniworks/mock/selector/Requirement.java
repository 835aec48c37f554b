package dev.miniworks.mock.selector;

import java.util.Map;
import java.util.Set;

/** One of the conditions of a selector, all of which must hold. */
public record Requirement(String key, Operator operator, Set<String> values) {

  /** How a value is compared. */
  public enum Operator {
    /** The value is one of those named. */
    IN,
    /** The value is none of those named, or there is no value. */
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST,
    GREATER,
    LESS
  }

  boolean matches(Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
      case GREATER -> value != null && compare(value) > 0;
      case LESS -> value != null && compare(value) < 0;
    };
  }

  private int compare(String value) {
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(values.iterator().next()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
