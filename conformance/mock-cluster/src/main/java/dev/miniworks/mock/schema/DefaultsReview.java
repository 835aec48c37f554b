package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** Whether the defaults of a schema fit the places where they stand. */
final class DefaultsReview {

  private final List<FieldError> errors = new ArrayList<>();

  private DefaultsReview() {}

  static List<FieldError> errors(final JsonNode schema, final FieldPath path) {
    final DefaultsReview review = new DefaultsReview();
    review.place(schema, path);
    return review.errors;
  }

  private void place(final JsonNode schema, final FieldPath path) {
    if (schema.hasNonNull("default")) {
      value(schema.get("default"), schema, path.child("default"));
    }
    if (schema.path("items").isObject()) {
      place(schema.path("items"), path.child("items"));
    }
    for (final var property : schema.path("properties").properties()) {
      place(property.getValue(), path.child("properties").key(property.getKey()));
    }
  }

  private void value(final JsonNode value, final JsonNode schema, final FieldPath path) {
    if (!Pruning.value(value.deepCopy(), SchemaNode.of(schema), "").isEmpty()) {
      errors.add(FieldError.invalid(path.toString(), value, "must not have unknown fields"));
    }
    final Findings findings = new Findings();
    Validator.of(schema).validate(value, Place.start(path.toString(), Correlation.NONE), findings);
    errors.addAll(findings.errors());
  }
}
