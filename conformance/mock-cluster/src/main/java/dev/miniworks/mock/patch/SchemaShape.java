package dev.miniworks.mock.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The shape that the schema of a custom resource gives its objects. */
public final class SchemaShape implements Shape {

  private final JsonNode schema;
  private final Shape metadata;

  private SchemaShape(JsonNode schema, Shape metadata) {
    this.schema = schema;
    this.metadata = metadata;
  }

  /**
   * @param schema an {@code openAPIV3Schema}
   */
  public static Shape of(JsonNode schema) {
    return new SchemaShape(schema, Shapes.ofKind("ConfigMap").field("metadata"));
  }

  private static Shape below(JsonNode schema) {
    return schema.isMissingNode() ? UNKNOWN : new SchemaShape(schema, UNKNOWN);
  }

  @Override
  public Kind kind() {
    if (schema.path("x-kubernetes-map-type").asText().equals("atomic")) {
      return Kind.ATOMIC;
    }
    return switch (schema.path("x-kubernetes-list-type").asText()) {
      case "map" -> Kind.KEYED;
      case "set" -> Kind.SET;
      default -> schema.has("additionalProperties") ? Kind.MAP : Kind.PLAIN;
    };
  }

  @Override
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
    return keys;
  }

  @Override
  public String keyDefault(String key) {
    return schema.path("items").path("properties").path(key).path("default").asText();
  }

  @Override
  public boolean isBuiltIn() {
    return false;
  }

  @Override
  public Shape field(String name) {
    if (name.equals("metadata") && metadata != UNKNOWN) {
      return metadata;
    }
    JsonNode property = schema.path("properties").path(name);
    return property.isMissingNode() ? below(schema.path("additionalProperties")) : below(property);
  }

  @Override
  public Shape element() {
    return below(schema.path("items"));
  }
}
