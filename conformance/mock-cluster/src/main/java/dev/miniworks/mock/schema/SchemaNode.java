package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One place of a structural schema: which fields belong there and what is known of them. */
final class SchemaNode {

  /** How the items of a list belong together. */
  enum ListType {
    ATOMIC,
    SET,
    MAP
  }

  /** A schema that says nothing: no field belongs there. */
  static final SchemaNode EMPTY = new SchemaNode(MissingNode.getInstance());

  private final String type;
  private final String format;
  private final boolean nullable;
  private final boolean preservesUnknownFields;
  private final boolean embeddedResource;
  private final Optional<JsonNode> defaultValue;
  private final Map<String, SchemaNode> properties;
  private final Optional<SchemaNode> additionalProperties;
  private final Optional<SchemaNode> items;
  private final ListType listType;
  private final List<String> mapKeys;
  private final List<Rule> rules;
  private final List<SchemaNode> allOf;

  private SchemaNode(final JsonNode schema) {
    type = schema.path("type").asText("");
    format = schema.path("format").asText("");
    nullable = schema.path("nullable").asBoolean(false);
    preservesUnknownFields = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    embeddedResource = schema.path("x-kubernetes-embedded-resource").asBoolean(false);
    defaultValue = Optional.ofNullable(schema.get("default")).filter(value -> !value.isNull());
    properties = propertiesOf(schema);
    additionalProperties = additionalPropertiesOf(schema);
    items = Optional.ofNullable(schema.get("items")).map(SchemaNode::of);
    listType =
        switch (schema.path("x-kubernetes-list-type").asText("")) {
          case "set" -> ListType.SET;
          case "map" -> ListType.MAP;
          default -> ListType.ATOMIC;
        };
    mapKeys = textsOf(schema.path("x-kubernetes-list-map-keys"));
    rules = Rule.of(schema);
    allOf = allOfWithRules(schema);
  }

  /** Compiles a schema; all of it, once. */
  static SchemaNode of(final JsonNode schema) {
    return new SchemaNode(schema);
  }

  private static Map<String, SchemaNode> propertiesOf(final JsonNode schema) {
    final Map<String, SchemaNode> properties = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(property -> properties.put(property.getKey(), of(property.getValue())));
    return Collections.unmodifiableMap(properties);
  }

  private static Optional<SchemaNode> additionalPropertiesOf(final JsonNode schema) {
    final JsonNode additional = schema.path("additionalProperties");
    return additional.isObject() || additional.asBoolean(false)
        ? Optional.of(of(additional))
        : Optional.empty();
  }

  private static List<SchemaNode> allOfWithRules(final JsonNode schema) {
    final List<SchemaNode> parts = new ArrayList<>();
    for (final JsonNode part : schema.path("allOf")) {
      final SchemaNode node = of(part);
      if (node.hasRules()) {
        parts.add(node);
      }
    }
    return List.copyOf(parts);
  }

  private static List<String> textsOf(final JsonNode list) {
    final List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  String type() {
    return type;
  }

  String format() {
    return format;
  }

  boolean nullable() {
    return nullable;
  }

  boolean preservesUnknownFields() {
    return preservesUnknownFields;
  }

  boolean embeddedResource() {
    return embeddedResource;
  }

  Optional<JsonNode> defaultValue() {
    return defaultValue;
  }

  Map<String, SchemaNode> properties() {
    return properties;
  }

  Optional<SchemaNode> additionalProperties() {
    return additionalProperties;
  }

  /** The schema of a field, whether it is named in the schema or not. */
  Optional<SchemaNode> child(final String field) {
    final SchemaNode property = properties.get(field);
    return property == null ? additionalProperties : Optional.of(property);
  }

  /** The path of a field: by its name when the schema names it, else by its key. */
  FieldPath pathOf(final String field, final FieldPath parent) {
    return properties.containsKey(field) ? parent.child(field) : parent.key(field);
  }

  Optional<SchemaNode> items() {
    return items;
  }

  ListType listType() {
    return listType;
  }

  List<String> mapKeys() {
    return mapKeys;
  }

  List<Rule> rules() {
    return rules;
  }

  /** Those parts of {@code allOf} that have rules. */
  List<SchemaNode> allOf() {
    return allOf;
  }

  /** Whether there are rules here or below. */
  boolean hasRules() {
    return !rules.isEmpty()
        || !allOf.isEmpty()
        || items.filter(SchemaNode::hasRules).isPresent()
        || additionalProperties.filter(SchemaNode::hasRules).isPresent()
        || properties.values().stream().anyMatch(SchemaNode::hasRules);
  }

  /** Whether null cannot stand here and nothing takes its place. */
  boolean dropsNull() {
    return !nullable && defaultValue.isEmpty();
  }
}
