package dev.miniworks.operator.workload;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Parses label selectors. */
public final class Selectors {

  private Selectors() {}

  /**
   * Parses a selector of the API.
   *
   * @param selector may be null, as the API's optional fields are
   * @return empty when there is none, an operator is unknown, or its values do not go with it
   */
  public static Optional<Selector> parse(LabelSelector selector) {
    if (selector == null) {
      return Optional.empty();
    }
    List<Optional<Selector.Requirement>> requirements = new ArrayList<>();
    if (selector.getMatchLabels() != null) {
      selector.getMatchLabels().forEach((key, value) -> requirements.add(label(key, value)));
    }
    selector.getMatchExpressions().stream().map(Selectors::expression).forEach(requirements::add);
    if (requirements.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new Selector(
            requirements.stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Selector.Requirement::key))
                .toList()));
  }

  private static Optional<Selector.Requirement> label(String key, String value) {
    return Optional.of(
        new Selector.Requirement(
            key, Selector.Operator.EQUALS, List.of(Objects.requireNonNullElse(value, ""))));
  }

  private static Optional<Selector.Requirement> expression(LabelSelectorRequirement expression) {
    List<String> values = Objects.requireNonNullElse(expression.getValues(), List.of());
    return operator(expression.getOperator())
        .filter(operator -> wantsValues(operator) != values.isEmpty())
        .map(operator -> new Selector.Requirement(expression.getKey(), operator, values));
  }

  private static Optional<Selector.Operator> operator(String word) {
    return switch (word == null ? "" : word) {
      case "In" -> Optional.of(Selector.Operator.IN);
      case "NotIn" -> Optional.of(Selector.Operator.NOT_IN);
      case "Exists" -> Optional.of(Selector.Operator.EXISTS);
      case "DoesNotExist" -> Optional.of(Selector.Operator.DOES_NOT_EXIST);
      default -> Optional.empty();
    };
  }

  private static boolean wantsValues(Selector.Operator operator) {
    return operator == Selector.Operator.IN || operator == Selector.Operator.NOT_IN;
  }
}
