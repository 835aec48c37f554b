package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether a schema can be that of a custom resource. */
final class SchemaReview {

  /** All that may stand at the root of a schema of which the status is validated by itself. */
  private static final Set<String> ROOT_WORDS =
      Set.of(
          "description",
          "type",
          "format",
          "title",
          "maximum",
          "exclusiveMaximum",
          "minimum",
          "exclusiveMinimum",
          "maxLength",
          "minLength",
          "pattern",
          "maxItems",
          "minItems",
          "uniqueItems",
          "multipleOf",
          "required",
          "items",
          "properties",
          "externalDocs",
          "example",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-validations");

  private SchemaReview() {}

  /**
   * What is wrong with a schema.
   *
   * @param hasStatus whether the status is a subresource
   */
  static List<FieldError> errors(
      final JsonNode schema, final boolean hasStatus, final FieldPath path) {
    final List<FieldError> errors = new ArrayList<>();
    if (hasStatus) {
      errors.addAll(rootErrors(schema, path));
    }
    if (schema.path("nullable").asBoolean()) {
      errors.add(
          FieldError.forbidden(
              path.child("nullable").toString(), "nullable cannot be true at the root"));
    }
    final List<FieldError> structure = new ArrayList<>(StructureReview.errors(schema, path));
    if (structure.isEmpty()) {
      structure.addAll(DefaultsReview.errors(schema, path));
    }
    errors.addAll(structure);
    errors.addAll(LanguageReview.errors(schema, path, structure.isEmpty()));
    return errors;
  }

  private static List<FieldError> rootErrors(final JsonNode schema, final FieldPath path) {
    final String type = schema.path("type").asText();
    if (!type.isEmpty() && !type.equals("object")) {
      return List.of(
          FieldError.invalid(
              path.child("type").toString(),
              schema.path("type"),
              "only \"object\" is allowed as the type at the root of the schema if the status"
                  + " subresource is enabled"));
    }
    return schema.propertyStream().allMatch(word -> ROOT_WORDS.contains(word.getKey()))
        ? List.of()
        : List.of(
            FieldError.invalid(
                path.toString(),
                "only [Description Type Format Title Maximum ExclusiveMaximum Minimum"
                    + " ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems"
                    + " MultipleOf Required Items Properties ExternalDocs Example"
                    + " XPreserveUnknownFields XValidations] fields are allowed at the root of the"
                    + " schema if the status subresource is enabled"));
  }
}
