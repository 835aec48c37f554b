package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parts of each version of a definition. What all versions have in common the server judges
 * once, and reports at a place of its own.
 */
record VersionReview(JsonNode versions) {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final int MOST_SELECTABLE = 8;
  private static final List<String> COLUMN_TYPES =
      List.of("boolean", "date", "integer", "number", "string");
  private static final List<String> COLUMN_FORMATS =
      List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");
  private static final Set<String> SELECTABLE = Set.of("string", "boolean", "integer");

  /** Judges one part of a version. */
  private interface Judge {
    void judge(JsonNode version, JsonNode part, FieldPath path, List<FieldError> errors);
  }

  void review(final List<FieldError> errors) {
    for (int i = 0; i < versions.size(); i++) {
      deprecation(versions.get(i), SPEC.child("versions").index(i), errors);
    }
    part("schema", "validation", VersionReview::schema, errors);
    part("subresources", "subresources", VersionReview::subresources, errors);
    part("additionalPrinterColumns", "additionalPrinterColumns", VersionReview::columns, errors);
    part("selectableFields", "selectableFields", VersionReview::selectable, errors);
  }

  private void part(
      final String name, final String shared, final Judge judge, final List<FieldError> errors) {
    final JsonNode first = versions.path(0).path(name);
    if (versions.valueStream().allMatch(version -> version.path(name).equals(first))) {
      judge.judge(versions.path(0), first, SPEC.child(shared), errors);
      return;
    }
    for (int i = 0; i < versions.size(); i++) {
      final JsonNode version = versions.get(i);
      judge.judge(version, version.path(name), SPEC.child("versions").index(i).child(name), errors);
    }
  }

  private static void deprecation(
      final JsonNode version, final FieldPath path, final List<FieldError> errors) {
    if (!version.hasNonNull("deprecationWarning")) {
      return;
    }
    final String warning = version.path("deprecationWarning").asText();
    final String place = path.child("deprecationWarning").toString();
    if (!version.path("deprecated").asBoolean()) {
      errors.add(FieldError.invalid(place, warning, "can only be set for deprecated versions"));
    } else if (warning.isEmpty()) {
      errors.add(FieldError.invalid(place, warning, "must not be an empty string"));
    } else if (warning.length() > 256) {
      errors.add(FieldError.invalid(place, warning, "must be <= 256 characters long"));
    }
  }

  private static void schema(
      final JsonNode version,
      final JsonNode part,
      final FieldPath path,
      final List<FieldError> errors) {
    if (part.path("openAPIV3Schema").isObject()) {
      errors.addAll(
          SchemaReview.errors(
              part.path("openAPIV3Schema"),
              version.at("/subresources/status").isObject(),
              path.child("openAPIV3Schema")));
    }
  }

  private static void subresources(
      final JsonNode version,
      final JsonNode part,
      final FieldPath path,
      final List<FieldError> errors) {
    final JsonNode scale = part.path("scale");
    if (!scale.isObject()) {
      return;
    }
    final FieldPath place = path.child("scale");
    demand(
        scale,
        "specReplicasPath",
        place,
        List.of(".spec."),
        "should be a json path under .spec",
        errors);
    demand(
        scale,
        "statusReplicasPath",
        place,
        List.of(".status."),
        "should be a json path under .status",
        errors);
    if (!scale.path("labelSelectorPath").asText().isEmpty()) {
      demand(
          scale,
          "labelSelectorPath",
          place,
          List.of(".spec.", ".status."),
          "should be a json path under either .spec or .status",
          errors);
    }
  }

  private static void demand(
      final JsonNode scale,
      final String field,
      final FieldPath path,
      final List<String> roots,
      final String otherwise,
      final List<FieldError> errors) {
    final String value = scale.path(field).asText();
    final String place = path.child(field).toString();
    if (value.isEmpty()) {
      errors.add(FieldError.required(place, ""));
    } else if (!value.startsWith(".")) {
      errors.add(FieldError.invalid(place, value, "must be a simple json path starting with ."));
    } else if (roots.stream().noneMatch(value::startsWith)) {
      errors.add(FieldError.invalid(place, value, otherwise));
    }
  }

  private static void columns(
      final JsonNode version,
      final JsonNode part,
      final FieldPath path,
      final List<FieldError> errors) {
    for (int i = 0; i < part.size(); i++) {
      column(part.get(i), path.index(i), errors);
    }
  }

  private static void column(
      final JsonNode column, final FieldPath path, final List<FieldError> errors) {
    final String types = "must be one of " + String.join(",", COLUMN_TYPES);
    final String type = column.path("type").asText();
    final String format = column.path("format").asText();
    final String jsonPath = column.path("jsonPath").asText();
    if (column.path("name").asText().isEmpty()) {
      errors.add(FieldError.required(path.child("name").toString(), ""));
    }
    if (type.isEmpty()) {
      errors.add(FieldError.required(path.child("type").toString(), types));
    } else if (!COLUMN_TYPES.contains(type)) {
      errors.add(FieldError.invalid(path.child("type").toString(), type, types));
    }
    if (!format.isEmpty() && !COLUMN_FORMATS.contains(format)) {
      errors.add(
          FieldError.invalid(
              path.child("format").toString(),
              format,
              "must be one of " + String.join(",", COLUMN_FORMATS)));
    }
    if (jsonPath.isEmpty()) {
      errors.add(FieldError.required(path.child("JSONPath").toString(), ""));
    } else if (!jsonPath.startsWith(".")) {
      errors.add(
          FieldError.invalid(
              path.child("JSONPath").toString(),
              jsonPath,
              "must be a simple json path starting with ."));
    }
  }

  private static void selectable(
      final JsonNode version,
      final JsonNode part,
      final FieldPath path,
      final List<FieldError> errors) {
    final Set<String> seen = new HashSet<>();
    for (int i = 0; i < part.size(); i++) {
      final String jsonPath = part.get(i).path("jsonPath").asText();
      final String place = path.index(i).child("jsonPath").toString();
      if (jsonPath.isEmpty()) {
        errors.add(FieldError.required(place, ""));
        continue;
      }
      try {
        final JsonNode schema = SchemaPath.find(version.at("/schema/openAPIV3Schema"), jsonPath);
        if (jsonPath.startsWith(".metadata")) {
          errors.add(FieldError.invalid(place, jsonPath, "must not point to fields in metadata"));
        }
        if (!SELECTABLE.contains(schema.path("type").asText())) {
          errors.add(
              FieldError.invalid(
                  place,
                  jsonPath,
                  "must point to a field of type string, boolean or integer. Enum string fields and"
                      + " strings with formats are allowed."));
        }
        if (!seen.add(jsonPath)) {
          errors.add(FieldError.duplicate(place, part.get(i).path("jsonPath")));
        }
      } catch (final SchemaPath.BadPathException e) {
        errors.add(FieldError.invalid(place, jsonPath, "is an invalid path: " + e.getMessage()));
      }
    }
    if (seen.size() > MOST_SELECTABLE) {
      errors.add(FieldError.tooMany(path.toString(), seen.size(), MOST_SELECTABLE));
    }
  }
}
