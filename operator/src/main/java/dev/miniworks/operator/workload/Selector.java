package dev.miniworks.operator.workload;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A label selector, parsed. Immutable.
 *
 * @param requirements all of which labels have to meet, sorted by key
 */
public record Selector(List<Requirement> requirements) {

  public Selector {
    requirements = List.copyOf(requirements);
  }

  /** One condition on the labels. */
  public record Requirement(String key, Operator operator, List<String> values) {

    public Requirement {
      values = List.copyOf(values);
    }

    private boolean metBy(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case EQUALS, IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }

    private String asString() {
      String sorted = String.join(",", new TreeSet<>(values));
      return switch (operator) {
        case EQUALS -> key + "=" + sorted;
        case IN -> key + " in (" + sorted + ")";
        case NOT_IN -> key + " notin (" + sorted + ")";
        case EXISTS -> key;
        case DOES_NOT_EXIST -> "!" + key;
      };
    }
  }

  /** How a requirement looks at a label. */
  public enum Operator {
    EQUALS,
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST
  }

  /** Whether an object with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.metBy(labels));
  }

  /** Whether the selector asks for nothing and so selects every object there is. */
  public boolean isEmpty() {
    return requirements.isEmpty();
  }

  /**
   * The text that a scale subresource gives to autoscalers, such as {@code app=web,tier in (a,b)}.
   */
  public String asString() {
    return requirements.stream().map(Requirement::asString).collect(Collectors.joining(","));
  }
}
