package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a CustomResourceDefinition must be to be served. */
final class DefinitionStrategy implements Strategy {

  @Override
  public void fillDefaults(ObjectNode object) {
    ObjectNode spec = Json.child(object, "spec");
    ObjectNode names = Json.child(spec, "names");
    String kind = names.path("kind").asText();
    if (names.path("singular").asText().isEmpty()) {
      names.put("singular", kind.toLowerCase(Locale.ROOT));
    }
    if (names.path("listKind").asText().isEmpty()) {
      names.put("listKind", kind + "List");
    }
    if (!spec.has("conversion")) {
      spec.putObject("conversion").put("strategy", "None");
    }
  }

  @Override
  public void prepareCreate(ObjectNode object) {
    ObjectNode status = object.putObject("status");
    status.putNull("conditions");
    status.putObject("acceptedNames").put("plural", "").put("kind", "");
    for (JsonNode version : object.path("spec").path("versions")) {
      if (version.path("storage").asBoolean()) {
        status.putArray("storedVersions").add(version.path("name").asText());
      }
    }
  }

  @Override
  public List<FieldError> validateCreate(ObjectNode object) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode spec = object.path("spec");
    String expected =
        spec.path("names").path("plural").asText() + "." + spec.path("group").asText();
    String name = object.path("metadata").path("name").asText();
    if (!name.equals(expected)) {
      errors.add(
          new FieldError(
              FieldError.INVALID,
              "metadata.name",
              "Invalid value: \"" + name + "\": must be spec.names.plural+\".\"+spec.group"));
    }
    for (String field : List.of("group", "scope")) {
      if (spec.path(field).asText().isEmpty()) {
        errors.add(new FieldError(FieldError.REQUIRED, "spec." + field, "Required value"));
      }
    }
    for (String field : List.of("plural", "kind")) {
      if (spec.path("names").path(field).asText().isEmpty()) {
        errors.add(new FieldError(FieldError.REQUIRED, "spec.names." + field, "Required value"));
      }
    }
    errors.addAll(versionErrors(spec.path("versions")));
    return errors;
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
    return validateCreate(object);
  }

  private static List<FieldError> versionErrors(JsonNode versions) {
    List<FieldError> errors = new ArrayList<>();
    int stored = 0;
    for (int i = 0; i < versions.size(); i++) {
      JsonNode version = versions.get(i);
      if (version.path("storage").asBoolean()) {
        stored++;
      }
      if (!version.path("schema").path("openAPIV3Schema").isObject()) {
        errors.add(
            new FieldError(
                FieldError.REQUIRED,
                "spec.versions[" + i + "].schema.openAPIV3Schema",
                "Required value: schemas are required"));
      }
    }
    if (stored != 1) {
      errors.add(
          new FieldError(
              FieldError.INVALID,
              "spec.versions",
              "Invalid value: "
                  + versions
                  + ": must have exactly one version marked as storage version"));
    }
    return errors;
  }
}
