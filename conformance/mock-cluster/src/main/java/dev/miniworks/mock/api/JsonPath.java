package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of JSONPath that printer columns use: names, quoted names, indexes, {@code [*]} and
 * filters such as {@code [?(@.type=="Ready")]}. Of several values the first counts.
 */
final class JsonPath {

  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z0-9_$/-]+)"
              + "|\\[['\"]([^'\"]+)['\"]\\]"
              + "|\\[(-?\\d+|\\*)\\]"
              + "|\\[\\?\\(\\s*@\\.([A-Za-z0-9_.]+)\\s*==\\s*['\"]?([^'\")]*)['\"]?\\s*\\)\\]");

  private interface Step {
    List<JsonNode> from(JsonNode node);
  }

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = steps;
  }

  static JsonPath compile(String path) {
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path.replace("\\.", "\u0000"));
    while (matcher.find()) {
      steps.add(step(matcher));
    }
    return new JsonPath(steps);
  }

  private static Step step(Matcher matcher) {
    String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    if (name != null) {
      return node -> List.of(node.path(name.replace('\u0000', '.')));
    }
    if (matcher.group(3) != null) {
      if (matcher.group(3).equals("*")) {
        return JsonPath::elements;
      }
      int index = Integer.parseInt(matcher.group(3));
      return node -> List.of(node.path(index < 0 ? node.size() + index : index));
    }
    String field = matcher.group(4);
    String value = matcher.group(5);
    return node ->
        elements(node).stream()
            .filter(element -> Json.at(element, field).asText().equals(value))
            .toList();
  }

  private static List<JsonNode> elements(JsonNode node) {
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }

  JsonNode first(JsonNode root) {
    List<JsonNode> nodes = List.of(root);
    for (Step step : steps) {
      nodes =
          nodes.stream()
              .flatMap(node -> step.from(node).stream())
              .filter(node -> !node.isMissingNode())
              .toList();
    }
    return nodes.isEmpty() ? MissingNode.getInstance() : nodes.get(0);
  }
}
