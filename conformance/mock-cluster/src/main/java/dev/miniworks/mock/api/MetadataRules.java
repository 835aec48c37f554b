package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with an object's metadata; the same rules for all kinds. Pure. */
final class MetadataRules {

  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final String NAME_EXPLAINED =
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
          + " with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used"
          + " for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
  private static final String VALUE_EXPLAINED =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
          + " 'my_value',  or '12345', regex used for validation is"
          + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
  private static final int ANNOTATIONS_LIMIT = 256 * 1024;
  private static final Set<String> STANDARD_FINALIZERS =
      Set.of("orphan", "foregroundDeletion", "kubernetes");

  private MetadataRules() {}

  static List<FieldError> ofNew(ResourceType type, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    List<FieldError> errors = new ArrayList<>();
    String name = metadata.path("name").asText();
    if (name.isEmpty()) {
      errors.add(required("metadata.name", "name or generateName is required"));
    } else {
      type.behaviour()
          .nameRule()
          .judge(name)
          .ifPresent(why -> errors.add(invalid("metadata.name", quoted(name), why)));
    }
    errors.addAll(common(metadata));
    return errors;
  }

  static List<FieldError> ofChanged(ObjectNode object, ObjectNode old) {
    JsonNode metadata = object.path("metadata");
    List<FieldError> errors = new ArrayList<>();
    errors.addAll(immutable(metadata, old.path("metadata"), "uid"));
    if (old.path("metadata").has("deletionTimestamp")) {
      List<String> added = new ArrayList<>();
      metadata.path("finalizers").forEach(finalizer -> added.add(finalizer.asText()));
      old.path("metadata").path("finalizers").forEach(held -> added.remove(held.asText()));
      if (!added.isEmpty()) {
        errors.add(
            new FieldError(
                "FieldValueForbidden",
                "metadata.finalizers",
                "Forbidden: no new finalizers can be added if the object is being deleted, found"
                    + " new finalizers []string{"
                    + String.join(", ", added.stream().map(MetadataRules::quoted).toList())
                    + "}"));
      }
    }
    errors.addAll(common(metadata));
    return errors;
  }

  private static List<FieldError> immutable(JsonNode now, JsonNode before, String field) {
    return now.path(field).equals(before.path(field))
        ? List.of()
        : List.of(
            invalid("metadata." + field, quoted(now.path(field).asText()), "field is immutable"));
  }

  private static List<FieldError> common(JsonNode metadata) {
    List<FieldError> errors = new ArrayList<>();
    metadata.path("labels").properties().forEach(label -> errors.addAll(label(label)));
    errors.addAll(annotations(metadata.path("annotations")));
    errors.addAll(owners(metadata.path("ownerReferences")));
    errors.addAll(finalizers(metadata.path("finalizers")));
    return errors;
  }

  private static List<FieldError> label(Map.Entry<String, JsonNode> label) {
    List<FieldError> errors = new ArrayList<>();
    qualifiedName(label.getKey())
        .ifPresent(why -> errors.add(invalid("metadata.labels", quoted(label.getKey()), why)));
    String value = label.getValue().asText();
    if (value.length() > 63) {
      errors.add(invalid("metadata.labels", quoted(value), "must be no more than 63 bytes"));
    } else if (!value.isEmpty() && !NAME.matcher(value).matches()) {
      errors.add(invalid("metadata.labels", quoted(value), VALUE_EXPLAINED));
    }
    return errors;
  }

  private static List<FieldError> annotations(JsonNode annotations) {
    List<FieldError> errors = new ArrayList<>();
    long size = 0;
    for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
      String key = annotation.getKey();
      qualifiedName(key.toLowerCase(Locale.ROOT))
          .ifPresent(why -> errors.add(invalid("metadata.annotations", quoted(key), why)));
      size += utf8Length(key) + utf8Length(annotation.getValue().asText());
    }
    if (size > ANNOTATIONS_LIMIT) {
      errors.add(
          new FieldError(
              "FieldValueTooLong",
              "metadata.annotations",
              "Too long: may not be more than " + ANNOTATIONS_LIMIT + " bytes"));
    }
    return errors;
  }

  private static long utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<FieldError> owners(JsonNode owners) {
    List<FieldError> errors = new ArrayList<>();
    List<JsonNode> controllers = new ArrayList<>();
    for (JsonNode owner : owners) {
      String path = "metadata.ownerReferences";
      if (!owner.path("apiVersion").asText().contains("v")) {
        errors.add(
            invalid(
                path + ".apiVersion",
                quoted(owner.path("apiVersion").asText()),
                "version must not be empty"));
      }
      for (String field : List.of("kind", "name", "uid")) {
        if (owner.path(field).asText().isEmpty()) {
          errors.add(invalid(path + "." + field, "\"\"", "must not be empty"));
        }
      }
      if (owner.path("apiVersion").asText().equals("v1")
          && owner.path("kind").asText().equals("Event")) {
        errors.add(
            invalid(path, owner.toString(), "/v1, Kind=Event is disallowed from being an owner"));
      }
      if (owner.path("controller").asBoolean()) {
        controllers.add(owner);
      }
    }
    if (controllers.size() > 1) {
      errors.add(
          invalid(
              "metadata.ownerReferences",
              owners.toString(),
              "Only one reference can have Controller set to true. Found \"true\" in references for "
                  + called(controllers.get(0))
                  + " and "
                  + called(controllers.get(1))));
    }
    return errors;
  }

  private static String called(JsonNode owner) {
    return owner.path("kind").asText() + "/" + owner.path("name").asText();
  }

  private static List<FieldError> finalizers(JsonNode finalizers) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < finalizers.size(); i++) {
      String name = finalizers.get(i).asText();
      Optional<String> why = qualifiedName(name);
      if (why.isPresent()) {
        errors.add(invalid("metadata.finalizers", quoted(name), why.get()));
      } else if (name.indexOf('/') < 0 && !STANDARD_FINALIZERS.contains(name)) {
        errors.add(
            invalid(
                "metadata.finalizers[" + i + "]",
                quoted(name),
                "name is neither a standard finalizer name nor is it fully qualified"));
      }
    }
    return errors;
  }

  private static Optional<String> qualifiedName(String name) {
    int slash = name.indexOf('/');
    if (slash >= 0) {
      if (slash == 0) {
        return Optional.of("prefix part must be non-empty");
      }
      Optional<String> prefix = NameRule.SUBDOMAIN.judge(name.substring(0, slash));
      if (prefix.isPresent()) {
        return prefix.map(why -> "prefix part " + why);
      }
    }
    String part = name.substring(slash + 1);
    if (part.isEmpty()) {
      return Optional.of("name part must be non-empty");
    }
    if (part.length() > 63) {
      return Optional.of("name part must be no more than 63 bytes");
    }
    return NAME.matcher(part).matches() ? Optional.empty() : Optional.of(NAME_EXPLAINED);
  }

  private static FieldError required(String field, String why) {
    return new FieldError("FieldValueRequired", field, "Required value: " + why);
  }

  private static FieldError invalid(String field, String value, String why) {
    return new FieldError("FieldValueInvalid", field, "Invalid value: " + value + ": " + why);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
