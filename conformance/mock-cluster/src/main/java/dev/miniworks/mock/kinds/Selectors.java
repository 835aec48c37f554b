package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.api.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Label selectors with labels and expressions. */
final class Selectors {

  private Selectors() {}

  /** Whether the selector, well-formed or not, selects everything. */
  static boolean isEmpty(final JsonNode selector) {
    return selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty();
  }

  static void check(final JsonNode selector, final FieldPath path, final Problems problems) {
    Names.checkLabels(selector.path("matchLabels"), path.child("matchLabels"), problems);
    int index = 0;
    for (final JsonNode expression : selector.path("matchExpressions")) {
      checkExpression(expression, path.child("matchExpressions").index(index++), problems);
    }
  }

  private static void checkExpression(
      final JsonNode expression, final FieldPath path, final Problems problems) {
    final JsonNode values = expression.path("values");
    final String operator = Fields.text(expression, "operator");
    switch (operator) {
      case "In", "NotIn" -> {
        if (values.isEmpty()) {
          problems.required(
              path.child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          problems.forbidden(
              path.child("values"),
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      default ->
          problems.invalid(path.child("operator"), operator, "not a valid selector operator");
    }
    final String key = Fields.text(expression, "key");
    Names.report(Names.qualified(key), key, path.child("key"), problems);
    for (int i = 0; i < values.size(); i++) {
      final String value = values.get(i).asText();
      Names.report(Names.labelValue(value), value, path.child("values").index(i), problems);
    }
  }

  /** Whether a well-formed selector selects the labels; one that is missing selects nothing. */
  static boolean matches(final JsonNode selector, final JsonNode labels) {
    if (!selector.isObject()) {
      return false;
    }
    for (final var label : selector.path("matchLabels").properties()) {
      if (!label.getValue().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    for (final JsonNode expression : selector.path("matchExpressions")) {
      if (!matchesExpression(expression, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matchesExpression(final JsonNode expression, final JsonNode labels) {
    final JsonNode label = labels.path(Fields.text(expression, "key"));
    final boolean listed =
        !label.isMissingNode() && texts(expression.path("values")).contains(label.asText());
    return switch (Fields.text(expression, "operator")) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> !label.isMissingNode();
      default -> label.isMissingNode();
    };
  }

  private static List<String> texts(final JsonNode list) {
    final List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** The selector as messages show it: its fields in the order of the server's type. */
  static String text(final JsonNode selector) {
    if (!selector.isObject()) {
      return "null";
    }
    final List<String> fields = new ArrayList<>();
    if (selector.has("matchLabels")) {
      fields.add("\"matchLabels\":" + GoText.json(selector.get("matchLabels")));
    }
    if (selector.has("matchExpressions")) {
      final List<String> expressions = new ArrayList<>();
      selector
          .get("matchExpressions")
          .forEach(expression -> expressions.add(GoText.json(expression)));
      fields.add("\"matchExpressions\":[" + String.join(",", expressions) + "]");
    }
    return fields.stream().collect(Collectors.joining(",", "{", "}"));
  }
}
