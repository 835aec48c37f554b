package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The fields that metadata has, the same for every kind. */
final class ObjectMeta {

  private static final SchemaNode SCHEMA = SchemaNode.of(schema());

  private ObjectMeta() {}

  /** Takes out what is no metadata; returns the paths in order. */
  static List<String> prune(final JsonNode resource, final String path) {
    final String metadata = path.isEmpty() ? "metadata" : path + ".metadata";
    return Pruning.value(resource.path("metadata"), SCHEMA, metadata);
  }

  /** Takes out what says nothing: nulls and empty lists and maps. */
  static void dropEmpty(final JsonNode resource) {
    resource
        .path("metadata")
        .properties()
        .removeIf(
            field ->
                field.getValue().isNull()
                    || field.getValue().isContainerNode() && field.getValue().isEmpty());
  }

  private static ObjectNode schema() {
    final ObjectNode metadata =
        objectOf(
            "name",
            "generateName",
            "namespace",
            "selfLink",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");
    final ObjectNode properties = metadata.withObject("properties");
    properties.putObject("labels").putObject("additionalProperties");
    properties.putObject("annotations").putObject("additionalProperties");
    properties.putObject("finalizers").putObject("items");
    properties
        .putObject("ownerReferences")
        .set(
            "items",
            objectOf("apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion"));
    final ObjectNode managedFields =
        objectOf("manager", "operation", "apiVersion", "time", "fieldsType", "subresource");
    managedFields
        .withObject("properties")
        .putObject("fieldsV1")
        .put("x-kubernetes-preserve-unknown-fields", true);
    properties.putObject("managedFields").set("items", managedFields);
    return metadata;
  }

  private static ObjectNode objectOf(final String... scalars) {
    final ObjectNode schema = JsonNodeFactory.instance.objectNode();
    final ObjectNode properties = schema.putObject("properties");
    for (final String name : scalars) {
      properties.putObject(name);
    }
    return schema;
  }
}
