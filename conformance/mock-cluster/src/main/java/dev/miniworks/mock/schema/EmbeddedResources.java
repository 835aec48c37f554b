package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** Resources within a resource: they have a version and a kind, and only metadata in metadata. */
final class EmbeddedResources {

  private final List<FieldError> errors = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private EmbeddedResources() {}

  static List<FieldError> errors(final JsonNode object, final SchemaNode schema) {
    final EmbeddedResources resources = new EmbeddedResources();
    resources.visit(object, schema, FieldPath.ROOT, false);
    return resources.errors;
  }

  /** Prunes the metadata of every embedded resource; returns the paths in order. */
  static List<String> pruneMetadata(final JsonNode object, final SchemaNode schema) {
    final EmbeddedResources resources = new EmbeddedResources();
    resources.visit(object, schema, FieldPath.ROOT, true);
    return resources.unknown.stream().sorted().toList();
  }

  private void visit(
      final JsonNode value, final SchemaNode schema, final FieldPath path, final boolean prune) {
    if (value.isObject()) {
      if (schema.embeddedResource() && prune) {
        unknown.addAll(ObjectMeta.prune(value, path.text()));
      } else if (schema.embeddedResource()) {
        demandText(value, path, "apiVersion");
        demandText(value, path, "kind");
      }
      value
          .properties()
          .forEach(
              field ->
                  schema
                      .child(field.getKey())
                      .ifPresent(
                          child ->
                              visit(
                                  field.getValue(),
                                  child,
                                  schema.pathOf(field.getKey(), path),
                                  prune)));
    } else if (value.isArray() && schema.items().isPresent()) {
      for (int i = 0; i < value.size(); i++) {
        visit(value.get(i), schema.items().get(), path.index(i), prune);
      }
    }
  }

  private void demandText(final JsonNode resource, final FieldPath path, final String name) {
    final JsonNode value = resource.path(name);
    final String field = path.child(name).toString();
    if (value.isMissingNode()) {
      errors.add(FieldError.required(field, ""));
    } else if (!value.isTextual()) {
      errors.add(FieldError.invalid(field, value, "must be a string"));
    } else if (value.textValue().isEmpty()) {
      errors.add(FieldError.invalid(field, value, "must not be empty"));
    }
  }
}
