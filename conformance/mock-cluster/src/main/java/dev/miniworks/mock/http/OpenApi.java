package dev.miniworks.mock.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.ResourceType;
import dev.miniworks.mock.api.Trait;
import dev.miniworks.mock.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * As much of OpenAPI v3 as clients need: the patch operations, by whose parameters they learn that
 * the server validates fields itself, and the fields of each kind. What the fields of built-in
 * kinds mean is not told.
 */
final class OpenApi {

  /** Of the document in a message. */
  static final String MESSAGE = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

  /** What the API server calls it in answers. */
  static final String MESSAGE_GIVEN = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private static final String VERSION = "v1.36.3";

  private final Registry registry;

  OpenApi(Registry registry) {
    this.registry = registry;
  }

  /**
   * The older document, in which there is nothing: clients that ask for it, because they found no
   * such kind in the newer, learn from it that they cannot validate.
   */
  private static ObjectNode olderDocument() {
    ObjectNode document = Json.object().put("swagger", "2.0");
    document.putObject("info").put("title", "Kubernetes").put("version", VERSION);
    document.putObject("paths");
    return document;
  }

  /** The same as a message, the only way in which kubectl takes it. */
  static byte[] olderMessage() {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    write(info, 1, "Kubernetes".getBytes(StandardCharsets.UTF_8));
    write(info, 2, VERSION.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    write(document, 1, "2.0".getBytes(StandardCharsets.UTF_8));
    write(document, 2, info.toByteArray());
    write(document, 8, new byte[0]);
    return document.toByteArray();
  }

  /** A field of a message, of less than 128 bytes. */
  private static void write(ByteArrayOutputStream out, int field, byte[] value) {
    out.write(field << 3 | 2);
    out.write(value.length);
    out.writeBytes(value);
  }

  Optional<ObjectNode> document(List<String> parts) {
    if (parts.equals(List.of("v2"))) {
      return Optional.of(olderDocument());
    }
    if (parts.isEmpty() || !parts.get(0).equals("v3")) {
      return Optional.empty();
    }
    if (parts.size() == 1) {
      return Optional.of(index());
    }
    String group = parts.get(1).equals("api") ? "" : parts.size() > 3 ? parts.get(2) : "";
    String version = parts.get(parts.size() - 1);
    List<ResourceType> types = registry.in(group, version);
    return types.isEmpty() ? Optional.empty() : Optional.of(groupVersion(types));
  }

  private ObjectNode index() {
    ObjectNode index = Json.object();
    ObjectNode paths = index.putObject("paths");
    Set<String> seen = new LinkedHashSet<>();
    registry.all().forEach(type -> seen.add(base(type)));
    seen.forEach(base -> paths.putObject(base).put("serverRelativeURL", "/openapi/v3/" + base));
    return index;
  }

  private static String base(ResourceType type) {
    return (type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion();
  }

  private ObjectNode groupVersion(List<ResourceType> types) {
    ObjectNode document = Json.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", VERSION);
    ObjectNode paths = document.putObject("paths");
    for (ResourceType type : types) {
      String path =
          "/"
              + base(type)
              + (type.namespaced() ? "/namespaces/{namespace}/" : "/")
              + type.plural()
              + "/{name}";
      ObjectNode patch = paths.putObject(path).putObject("patch");
      for (String parameter : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
        ObjectNode described =
            patch.withArray("/parameters").addObject().put("name", parameter).put("in", "query");
        described.putObject("schema").put("type", parameter.equals("force") ? "boolean" : "string");
      }
      patch
          .putObject("x-kubernetes-group-version-kind")
          .put("group", type.group())
          .put("version", type.version())
          .put("kind", type.kind());
    }
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    types.forEach(type -> describe(type, schemas));
    return document;
  }

  private void describe(ResourceType type, ObjectNode schemas) {
    Map<String, ObjectNode> known = type.strategy().schemas();
    ObjectNode own = Json.object();
    own.setAll(known.getOrDefault("", Json.object().put("type", "object")));
    own.putArray("x-kubernetes-group-version-kind")
        .addObject()
        .put("group", type.group())
        .put("kind", type.kind())
        .put("version", type.version());
    if (type.has(Trait.CUSTOM)) {
      addCommonFields(own, schemas);
    }
    schemas.set(schemaName(type), own);
    addParts(known, schemas);
  }

  /** Every kind has them, and the schemas of custom kinds need not say so. */
  private void addCommonFields(ObjectNode own, ObjectNode schemas) {
    Map<String, ObjectNode> known =
        registry.find("", "v1", "configmaps").orElseThrow().strategy().schemas();
    ObjectNode properties = own.withObjectProperty("properties");
    for (String field : List.of("apiVersion", "kind", "metadata")) {
      properties.set(field, known.get("").path("properties").path(field));
    }
    addParts(known, schemas);
  }

  private static void addParts(Map<String, ObjectNode> known, ObjectNode schemas) {
    known.forEach(
        (name, schema) -> {
          if (!name.isEmpty()) {
            schemas.set(name, schema);
          }
        });
  }

  /** As the API server names schemas: by the Go package of the kind, or by its group reversed. */
  private static String schemaName(ResourceType type) {
    String tail = "." + type.version() + "." + type.kind();
    if (!type.has(Trait.CUSTOM)) {
      String group = type.group().isEmpty() ? "core" : type.group().replaceAll("\\..*", "");
      return "io.k8s.api." + group + tail;
    }
    List<String> labels = new ArrayList<>(List.of(type.group().split("\\.")));
    Collections.reverse(labels);
    return String.join(".", labels) + tail;
  }
}
