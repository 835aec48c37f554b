package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the scale subresource finds its numbers.
 *
 * @param specReplicas the wanted number, such as {@code .spec.replicas}
 * @param statusReplicas the counted number
 * @param selector the selector as text; may be empty
 */
record ScalePaths(String specReplicas, String statusReplicas, String selector) {

  static Optional<ScalePaths> of(final JsonNode scale) {
    return scale.isObject()
        ? Optional.of(
            new ScalePaths(
                scale.path("specReplicasPath").asText(""),
                scale.path("statusReplicasPath").asText(""),
                scale.path("labelSelectorPath").asText("")))
        : Optional.empty();
  }

  List<FieldError> errorsOfSpec(final JsonNode object) {
    return numberErrors(object, specReplicas);
  }

  List<FieldError> errorsOfStatus(final JsonNode object) {
    final List<FieldError> errors = new ArrayList<>(numberErrors(object, statusReplicas));
    final JsonNode found = object.at(selector.replace('.', '/'));
    if (!selector.isEmpty() && !found.isMissingNode() && !found.isTextual()) {
      errors.add(FieldError.invalid(selector, "", mismatch(selector, found, "string")));
    }
    return errors;
  }

  private static List<FieldError> numberErrors(final JsonNode object, final String path) {
    final JsonNode found = object.at(path.replace('.', '/'));
    if (found.isMissingNode()) {
      return List.of();
    }
    if (!Numbers.isInteger(found)) {
      return List.of(FieldError.invalid(path, 0, mismatch(path, found, "int64")));
    }
    if (found.longValue() < 0) {
      return List.of(FieldError.invalid(path, found, "should be a non-negative integer"));
    }
    return found.longValue() > Integer.MAX_VALUE
        ? List.of(
            FieldError.invalid(path, found, "should be less than or equal to " + Integer.MAX_VALUE))
        : List.of();
  }

  private static String mismatch(final String path, final JsonNode found, final String expected) {
    return path
        + " accessor error: "
        + (found.isNumber()
            ? Numbers.text(found)
            : found.isTextual() ? found.textValue() : found.toString())
        + " is of the type "
        + typeOf(found)
        + ", expected "
        + expected;
  }

  private static String typeOf(final JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case NULL -> "<nil>";
      case ARRAY -> "[]interface {}";
      case NUMBER -> Numbers.isInteger(value) ? "int64" : "float64";
      default -> "map[string]interface {}";
    };
  }
}
