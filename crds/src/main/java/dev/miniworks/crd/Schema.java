package dev.miniworks.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A structural schema under construction: what the overlay edits. Every method changes the schema
 * in place and returns it.
 */
final class Schema {

  private final ObjectNode json;

  Schema(final ObjectNode json) {
    this.json = json;
  }

  static Schema ofType(final String type) {
    final Schema schema = new Schema(JsonNodeFactory.instance.objectNode());
    schema.json.put("type", type);
    return schema;
  }

  ObjectNode json() {
    return json;
  }

  /**
   * The schema at a dotted path of property names; {@code []} steps into the items of a list,
   * {@code {}} into the values of a map.
   *
   * @throws IllegalArgumentException when there is no such field
   */
  Schema at(final String path) {
    JsonNode node = json;
    for (final String step : path.split("\\.")) {
      node =
          switch (step) {
            case "[]" -> node.path("items");
            case "{}" -> node.path("additionalProperties");
            default -> node.path("properties").path(step);
          };
    }
    if (node instanceof ObjectNode found) {
      return new Schema(found);
    }
    throw new IllegalArgumentException("no field " + path);
  }

  Schema property(final String name, final Schema schema) {
    json.withObjectProperty("properties").set(name, schema.json);
    return this;
  }

  Schema described(final String description) {
    json.put("description", description);
    return this;
  }

  Schema min(final int minimum) {
    json.put("minimum", minimum);
    return this;
  }

  Schema maxLength(final int characters) {
    json.put("maxLength", characters);
    return this;
  }

  Schema maxEntries(final int entries) {
    json.put(json.path("type").asText().equals("array") ? "maxItems" : "maxProperties", entries);
    return this;
  }

  Schema minItems(final int items) {
    json.put("minItems", items);
    return this;
  }

  Schema pattern(final String regex) {
    json.put("pattern", regex);
    return this;
  }

  Schema oneOf(final String... values) {
    final ArrayNode allowed = json.putArray("enum");
    Arrays.stream(values).forEach(allowed::add);
    return this;
  }

  Schema requires(final String... fields) {
    final ArrayNode required = json.withArrayProperty("required");
    final Stream<String> all =
        Stream.concat(required.valueStream().map(JsonNode::asText), Arrays.stream(fields));
    final String[] sorted = all.distinct().sorted().toArray(String[]::new);
    required.removeAll();
    Arrays.stream(sorted).forEach(required::add);
    return this;
  }

  Schema defaultTo(final JsonNode value) {
    json.set("default", value);
    return this;
  }

  Schema defaultTo(final int value) {
    return defaultTo(JsonNodeFactory.instance.numberNode(value));
  }

  Schema defaultTo(final String value) {
    return defaultTo(JsonNodeFactory.instance.textNode(value));
  }

  Schema rules(final Rule... rules) {
    final ArrayNode all = json.withArrayProperty("x-kubernetes-validations");
    Arrays.stream(rules).map(Rule::toJson).forEach(all::add);
    return this;
  }
}
