package dev.miniworks.mock.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.ResourceType;
import dev.miniworks.mock.api.Trait;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As much of OpenAPI v3 as clients need to learn that the server validates fields itself: the patch
 * operations with their parameters. The schemas say which kind they are of and no more.
 */
final class OpenApi {

  private final Registry registry;

  OpenApi(Registry registry) {
    this.registry = registry;
  }

  Optional<ObjectNode> document(List<String> parts) {
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

  private static ObjectNode groupVersion(List<ResourceType> types) {
    ObjectNode document = Json.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.3");
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
    for (ResourceType type : types) {
      schemas
          .putObject(schemaName(type))
          .put("type", "object")
          .putArray("x-kubernetes-group-version-kind")
          .addObject()
          .put("group", type.group())
          .put("kind", type.kind())
          .put("version", type.version());
    }
    return document;
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
