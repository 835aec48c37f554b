package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.List;

/** Holds an object's names and versions against those of the request's path. */
final class Identity {

  /** What a client cannot change, whatever it sends. */
  private static final List<String> KEPT =
      List.of("creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation");

  private Identity() {}

  /** Refuses an object of another kind, version or namespace than the path's. */
  static void check(ResourceType type, Target target, ObjectNode object) {
    String apiVersion = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    if (!type.has(Trait.CUSTOM)
        && !kind.isEmpty()
        && differsInVersionOnly(type, apiVersion, kind)) {
      String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
      throw ApiException.badRequest(
          kind
              + " in version \""
              + version
              + "\" cannot be handled as a "
              + type.kind()
              + ": no kind \""
              + kind
              + "\" is registered for version \""
              + apiVersion
              + "\" in scheme \"pkg/runtime/scheme.go:111\"");
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
      throw ApiException.badRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + type.apiVersion()
              + ")");
    }
    if (!kind.isEmpty() && !kind.equals(type.kind()) && type.has(Trait.CUSTOM)) {
      throw ApiException.invalid(
          type.group(),
          kind,
          object.path("metadata").path("name").asText(),
          List.of(
              new FieldError(
                  FieldError.INVALID,
                  "kind",
                  "Invalid value: \"" + kind + "\": must be " + type.kind())));
    }
    if (!kind.isEmpty() && !kind.equals(type.kind())) {
      throw ApiException.badRequest(
          kind
              + " in version \""
              + type.version()
              + "\" cannot be handled as a "
              + type.kind()
              + ": converting ("
              + type.version()
              + "."
              + kind
              + ") to ("
              + (type.group().isEmpty() ? "core" : type.group().replaceAll("\\..*", ""))
              + "."
              + type.kind()
              + "): unknown conversion");
    }
    String namespace = object.path("metadata").path("namespace").asText();
    if (!namespace.isEmpty() && !namespace.equals(target.namespace())) {
      throw ApiException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private static boolean differsInVersionOnly(ResourceType type, String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return kind.equals(type.kind())
        && !apiVersion.isEmpty()
        && group.equals(type.group())
        && !apiVersion.equals(type.apiVersion());
  }

  static void checkName(Target target, ObjectNode object) {
    String name = object.path("metadata").path("name").asText();
    if (!name.equals(target.name())) {
      throw ApiException.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + target.name()
              + ")");
    }
  }

  /** Writes out what the path says and the object may leave out. */
  static void complete(ResourceType type, Target target, ObjectNode object) {
    object.put("apiVersion", type.apiVersion());
    object.put("kind", type.kind());
    ObjectNode metadata = Json.child(object, "metadata");
    if (type.namespaced()) {
      metadata.put("namespace", target.namespace());
    }
  }

  /** Takes out what is written but says nothing. */
  static void dropEmpty(ObjectNode object) {
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    metadata
        .properties()
        .removeIf(
            field ->
                field.getValue().isNull()
                    || (field.getValue().isContainerNode() && field.getValue().isEmpty())
                    || (field.getValue().isTextual() && field.getValue().asText().isEmpty()));
  }

  /** Restores what only the server decides. */
  static void keep(ObjectNode object, ObjectNode before) {
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    JsonNode old = before.path("metadata");
    if (metadata.path("uid").asText().isEmpty()) {
      metadata.set("uid", old.path("uid"));
    }
    for (String field : KEPT) {
      if (old.has(field)) {
        metadata.set(field, old.get(field));
      } else {
        metadata.remove(field);
      }
    }
    metadata.remove("selfLink");
    if (old.has("namespace")) {
      metadata.set("namespace", old.get("namespace"));
    }
  }
}
