package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a schema is structural: each field has a type, told once and outside of conditions. */
final class StructureReview {

  private static final List<String> JUNCTORS = List.of("anyOf", "allOf", "oneOf");
  private static final Set<String> OF_METADATA = Set.of("type", "default", "properties");
  private static final Set<String> NAMES = Set.of("name", "generateName");

  /** What a condition may not say, and how the server puts it. */
  private static final Map<String, String> FORBIDDEN_IN_CONDITIONS =
      Map.ofEntries(
          Map.entry("type", "empty"),
          Map.entry("default", "undefined"),
          Map.entry("title", "empty"),
          Map.entry("description", "empty"),
          Map.entry("nullable", "false"),
          Map.entry("additionalProperties", "undefined"),
          Map.entry("x-kubernetes-preserve-unknown-fields", "false"),
          Map.entry("x-kubernetes-embedded-resource", "false"),
          Map.entry("x-kubernetes-int-or-string", "false"),
          Map.entry("x-kubernetes-list-map-keys", "empty"),
          Map.entry("x-kubernetes-list-type", "undefined"),
          Map.entry("x-kubernetes-map-type", "undefined"),
          Map.entry("x-kubernetes-validations", "empty"));

  private enum Level {
    ROOT("at the root"),
    ITEM("for specified array items"),
    FIELD("for specified object fields");

    private final String words;

    Level(final String words) {
      this.words = words;
    }
  }

  private final List<FieldError> errors = new ArrayList<>();

  private StructureReview() {}

  static List<FieldError> errors(final JsonNode schema, final FieldPath path) {
    final StructureReview review = new StructureReview();
    review.place(schema, Level.ROOT, path);
    review.completeness(schema, schema, path, path);
    return review.errors.stream()
        .sorted(Comparator.comparing(error -> error.field() + ": " + error.message()))
        .toList();
  }

  private void place(final JsonNode schema, final Level level, final FieldPath path) {
    final String type = schema.path("type").asText();
    if (type.equals("array") && !schema.path("items").isObject()) {
      required(path.child("items"), "must be specified");
    }
    if (schema.path("items").isObject()) {
      place(schema.path("items"), Level.ITEM, path.child("items"));
    }
    for (final var property : schema.path("properties").properties()) {
      place(property.getValue(), Level.FIELD, path.child("properties").key(property.getKey()));
    }
    additionalProperties(schema, level, path);
    intOrString(schema, path);
    conditions(schema, path, withoutIntOrString(schema));
    type(schema, type, level, path);
    resource(schema, level, path);
  }

  private void additionalProperties(
      final JsonNode schema, final Level level, final FieldPath path) {
    if (!schema.hasNonNull("additionalProperties")) {
      return;
    }
    final FieldPath place = path.child("additionalProperties");
    if (level == Level.ROOT) {
      forbidden(place, "must not be used at the root");
    }
    if (schema.path("additionalProperties").isObject()) {
      place(schema.path("additionalProperties"), Level.FIELD, place);
    }
    if (isEmbedded(schema)) {
      forbidden(place, "must not be used if x-kubernetes-embedded-resource is set");
    }
  }

  private void intOrString(final JsonNode schema, final FieldPath path) {
    if (!isIntOrString(schema)) {
      return;
    }
    for (final String other :
        List.of("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource")) {
      if (schema.path(other).asBoolean()) {
        invalid(
            path.child(other),
            schema.path(other),
            "must be false if x-kubernetes-int-or-string is true");
      }
    }
  }

  private void type(
      final JsonNode schema, final String type, final Level level, final FieldPath path) {
    final FieldPath place = path.child("type");
    if (isEmbedded(schema) && !type.equals("object")) {
      final String why = "must be object if x-kubernetes-embedded-resource is true";
      if (type.isEmpty()) {
        required(place, why);
      } else {
        invalid(place, schema.path("type"), why);
      }
    } else if (type.isEmpty() && !isIntOrString(schema) && !preserves(schema)) {
      required(place, "must not be empty " + level.words);
    }
    if (level == Level.ROOT && !type.isEmpty() && !type.equals("object")) {
      invalid(place, schema.path("type"), "must be object at the root");
    }
  }

  /** What is said of the fields that every resource has. */
  private void resource(final JsonNode schema, final Level level, final FieldPath path) {
    final JsonNode properties = schema.path("properties");
    final FieldPath place = path.child("properties");
    final boolean isResource = level == Level.ROOT || isEmbedded(schema);
    if (isResource) {
      demandType(properties, "kind", "string", place);
      demandType(properties, "apiVersion", "string", place);
      demandType(properties, "metadata", "object", place);
    }
    if (level == Level.ROOT
        && properties.has("metadata")
        && restricts(properties.get("metadata"))) {
      forbidden(
          place.key("metadata"),
          "must not specify anything other than name and generateName, but metadata is implicitly"
              + " specified");
    }
    if (isEmbedded(schema) && !preserves(schema) && properties.isEmpty()) {
      required(
          place,
          "must not be empty if x-kubernetes-embedded-resource is true without"
              + " x-kubernetes-preserve-unknown-fields");
    }
  }

  private void demandType(
      final JsonNode properties, final String name, final String type, final FieldPath path) {
    if (properties.has(name) && !properties.path(name).path("type").asText().equals(type)) {
      invalid(path.key(name).child("type"), properties.path(name).path("type"), "must be " + type);
    }
  }

  private static boolean restricts(final JsonNode metadata) {
    return !OF_METADATA.containsAll(names(metadata))
        || !NAMES.containsAll(names(metadata.path("properties")));
  }

  private static Set<String> names(final JsonNode object) {
    return Set.copyOf(object.propertyStream().map(Map.Entry::getKey).toList());
  }

  /** What stands in {@code not}, {@code anyOf} and the like, and the pattern. */
  private void conditions(final JsonNode schema, final FieldPath path, final JsonNode judged) {
    for (final String junctor : JUNCTORS) {
      for (int i = 0; i < judged.path(junctor).size(); i++) {
        condition(judged.path(junctor).get(i), path.child(junctor).index(i));
      }
    }
    if (schema.path("not").isObject()) {
      condition(schema.path("not"), path.child("not"));
    }
    final String pattern = schema.path("pattern").asText();
    try {
      Pattern.compile(pattern);
    } catch (final PatternSyntaxException e) {
      invalid(
          path.child("pattern"),
          schema.path("pattern"),
          "must be a valid regular expression, but isn't: " + e.getMessage());
    }
  }

  private void condition(final JsonNode condition, final FieldPath path) {
    conditions(condition, path, condition);
    if (condition.path("items").isObject()) {
      condition(condition.path("items"), path.child("items"));
    }
    for (final var property : condition.path("properties").properties()) {
      condition(property.getValue(), path.child("properties").key(property.getKey()));
    }
    FORBIDDEN_IN_CONDITIONS.forEach(
        (word, demanded) -> {
          if (isSaid(condition.path(word))) {
            forbidden(path.child(word), "must be " + demanded + " to be structural");
          }
        });
    if (condition.path("properties").has("metadata")) {
      forbidden(
          path.child("properties").key("metadata"), "must not be specified in a nested context");
    }
  }

  private static boolean isSaid(final JsonNode value) {
    return switch (value.getNodeType()) {
      case MISSING, NULL -> false;
      case BOOLEAN -> value.booleanValue();
      case STRING -> !value.textValue().isEmpty();
      case ARRAY -> !value.isEmpty();
      default -> true;
    };
  }

  /** The schema without the condition by which it says that it takes numbers and text. */
  private static JsonNode withoutIntOrString(final JsonNode schema) {
    if (isIntOrStringChoice(schema.path("anyOf"))) {
      return schema.<ObjectNode>deepCopy().without("anyOf");
    }
    if (isIntOrStringChoice(schema.path("allOf").path(0).path("anyOf"))) {
      final JsonNode copy = schema.deepCopy();
      ((ObjectNode) copy.path("allOf").get(0)).remove("anyOf");
      return copy;
    }
    return schema;
  }

  private static boolean isIntOrStringChoice(final JsonNode choice) {
    return choice.size() == 2
        && isOnlyType(choice.get(0), "integer")
        && isOnlyType(choice.get(1), "string");
  }

  private static boolean isOnlyType(final JsonNode schema, final String type) {
    return schema.size() == 1 && schema.path("type").asText().equals(type);
  }

  /** Fields that conditions of the root speak of have to be there. */
  private void completeness(
      final JsonNode condition,
      final JsonNode schema,
      final FieldPath place,
      final FieldPath path) {
    for (final String junctor : JUNCTORS) {
      for (int i = 0; i < condition.path(junctor).size(); i++) {
        nestedCompleteness(
            condition.path(junctor).get(i), schema, place, path.child(junctor).index(i));
      }
    }
    nestedCompleteness(condition.path("not"), schema, place, path.child("not"));
  }

  private void nestedCompleteness(
      final JsonNode condition,
      final JsonNode schema,
      final FieldPath place,
      final FieldPath path) {
    if (!condition.isObject()) {
      return;
    }
    if (!schema.isObject()) {
      required(place, "because it is defined in " + path);
      return;
    }
    completeness(condition, schema, place, path);
    nestedCompleteness(
        condition.path("items"), schema.path("items"), place.child("items"), path.child("items"));
    for (final var property : condition.path("properties").properties()) {
      final String name = property.getKey();
      nestedCompleteness(
          property.getValue(),
          schema.path("properties").path(name),
          place.child("properties").key(name),
          path.child("properties").key(name));
    }
  }

  private static boolean isEmbedded(final JsonNode schema) {
    return schema.path("x-kubernetes-embedded-resource").asBoolean();
  }

  private static boolean isIntOrString(final JsonNode schema) {
    return schema.path("x-kubernetes-int-or-string").asBoolean();
  }

  private static boolean preserves(final JsonNode schema) {
    return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
  }

  private void required(final FieldPath path, final String why) {
    errors.add(FieldError.required(path.toString(), why));
  }

  private void invalid(final FieldPath path, final JsonNode value, final String why) {
    errors.add(
        value.isMissingNode()
            ? FieldError.invalid(path.toString(), "", why)
            : FieldError.invalid(path.toString(), value, why));
  }

  private void forbidden(final FieldPath path, final String why) {
    errors.add(FieldError.forbidden(path.toString(), why));
  }
}
