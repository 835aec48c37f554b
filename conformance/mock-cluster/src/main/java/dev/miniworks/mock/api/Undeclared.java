package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.patch.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fields in an applied configuration that its kind does not have. Who owns them could not be said,
 * so apply refuses them whatever validation the client asks for.
 */
final class Undeclared {

  private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d+)\\]");

  private Undeclared() {}

  /**
   * @param sent the metadata as the client wrote it
   */
  static void refuse(ResourceType type, ObjectNode config, JsonNode sent) {
    List<String> unknown = type.strategy().prune(config.deepCopy());
    if (unknown.isEmpty()) {
      return;
    }
    List<String> flaws =
        unknown.stream()
            .map(path -> place(path, config, type.behaviour().shape()))
            .map(place -> place + ": field not declared in schema")
            .toList();
    throw ApiException.internal(
        "failed to create typed patch object ("
            + sent.path("namespace").asText()
            + "/"
            + sent.path("name").asText()
            + "; "
            + type.apiVersion()
            + ", Kind="
            + type.kind()
            + "): "
            + (flaws.size() == 1 ? flaws.get(0) : "errors:\n  " + String.join("\n  ", flaws)));
  }

  /** A path in which elements of lists are named by their keys. */
  private static String place(String path, JsonNode config, Shape rootShape) {
    StringBuilder place = new StringBuilder();
    JsonNode value = config;
    Shape shape = rootShape;
    for (Matcher step = STEP.matcher(path); step.find(); ) {
      if (step.group(1) != null) {
        place.append('.').append(step.group(1));
        value = value.path(step.group(1));
        shape = shape.field(step.group(1));
      } else {
        value = value.path(Integer.parseInt(step.group(2)));
        place.append(element(value, shape, step.group(2)));
        shape = shape.element();
      }
    }
    return place.toString();
  }

  private static String element(JsonNode value, Shape list, String index) {
    List<String> keys = new ArrayList<>();
    for (String key : list.keys()) {
      JsonNode of = value.path(key);
      if (!of.isMissingNode()) {
        keys.add(key + "=" + of);
      } else if (!list.keyDefault(key).isEmpty()) {
        keys.add(key + "=\"" + list.keyDefault(key) + "\"");
      }
    }
    return keys.isEmpty() ? "[" + index + "]" : "[" + String.join(",", keys) + "]";
  }
}
