package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Locale;

/** Writes an object's label selector as requests and {@code -l} have it. */
final class Selectors {

  private Selectors() {}

  static String text(JsonNode selector) {
    var terms = new ArrayList<String>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(label -> terms.add(label.getKey() + "=" + label.getValue().asText()));
    selector.path("matchExpressions").forEach(expression -> terms.add(term(expression)));
    return String.join(",", terms);
  }

  private static String term(JsonNode expression) {
    var key = expression.path("key").asText();
    var operator = expression.path("operator").asText();
    return switch (operator) {
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      default -> key + " " + operator.toLowerCase(Locale.ROOT) + " (" + values(expression) + ")";
    };
  }

  private static String values(JsonNode expression) {
    var values = new ArrayList<String>();
    expression.path("values").forEach(value -> values.add(value.asText()));
    return String.join(",", values);
  }
}
