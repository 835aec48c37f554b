package dev.miniworks.mock.selector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A label selector: a list of requirements. Without any it selects everything. */
public record LabelSelector(List<Requirement> requirements) {

  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  /**
   * Reads the form of query parameters, such as {@code app=web,tier in (a,b),!old}.
   *
   * @throws SelectorException when it makes no sense
   */
  public static LabelSelector parse(String text) {
    return text.isBlank() ? EVERYTHING : new LabelSelector(new LabelSelectorParser(text).parse());
  }

  /** Reads the form of specs: {@code matchLabels} and {@code matchExpressions}. */
  public static LabelSelector of(JsonNode selector) {
    List<Requirement> requirements = new ArrayList<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(label -> requirements.add(equal(label.getKey(), label.getValue().asText())));
    for (JsonNode expression : selector.path("matchExpressions")) {
      Set<String> values = new LinkedHashSet<>();
      expression.path("values").forEach(value -> values.add(value.asText()));
      Requirement.Operator operator =
          switch (expression.path("operator").asText()) {
            case "In" -> Requirement.Operator.IN;
            case "NotIn" -> Requirement.Operator.NOT_IN;
            case "Exists" -> Requirement.Operator.EXISTS;
            case "DoesNotExist" -> Requirement.Operator.DOES_NOT_EXIST;
            default ->
                throw new SelectorException(
                    "\""
                        + expression.path("operator").asText()
                        + "\" is not a valid label selector operator");
          };
      requirements.add(new Requirement(expression.path("key").asText(), operator, values));
    }
    return new LabelSelector(requirements);
  }

  /** Selects the objects that have all of these labels. */
  public static LabelSelector ofLabels(JsonNode labels) {
    List<Requirement> requirements = new ArrayList<>();
    labels
        .properties()
        .forEach(label -> requirements.add(equal(label.getKey(), label.getValue().asText())));
    return new LabelSelector(requirements);
  }

  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  private static Requirement equal(String key, String value) {
    return new Requirement(key, Requirement.Operator.IN, Set.of(value));
  }

  /** The form of query parameters, in the order of the keys. */
  @Override
  public String toString() {
    return String.join(
        ",",
        requirements.stream()
            .sorted((a, b) -> a.key().compareTo(b.key()))
            .map(LabelSelector::written)
            .toList());
  }

  private static String written(Requirement requirement) {
    String values = String.join(",", requirement.values().stream().sorted().toList());
    return switch (requirement.operator()) {
      case IN ->
          requirement.values().size() == 1
              ? requirement.key() + "=" + values
              : requirement.key() + " in (" + values + ")";
      case NOT_IN -> requirement.key() + " notin (" + values + ")";
      case EXISTS -> requirement.key();
      case DOES_NOT_EXIST -> "!" + requirement.key();
      case GREATER -> requirement.key() + ">" + values;
      case LESS -> requirement.key() + "<" + values;
    };
  }
}
