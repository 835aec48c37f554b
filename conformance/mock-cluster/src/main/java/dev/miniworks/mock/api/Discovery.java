package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells clients what is served, in the older form of many documents and the newer of two. */
public final class Discovery {

  private static final List<String> OBJECT_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final List<String> PART_VERBS = List.of("get", "patch", "update");

  private final Registry registry;

  public Discovery(Registry registry) {
    this.registry = registry;
  }

  /** {@code /api}. */
  public ObjectNode coreVersions(String address) {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions
        .putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", address);
    return versions;
  }

  /** {@code /apis}. */
  public ObjectNode groups() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    registry.groups().forEach((name, versions) -> groups.add(group(name, versions)));
    return list;
  }

  /** {@code /apis/GROUP}. */
  public Optional<ObjectNode> group(String name) {
    return Optional.ofNullable(registry.groups().get(name))
        .map(
            versions -> {
              ObjectNode document = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
              document.setAll(group(name, versions));
              return document;
            });
  }

  private static ObjectNode group(String name, List<String> versions) {
    ObjectNode group = Json.object().put("name", name);
    ArrayNode array = group.putArray("versions");
    versions.forEach(version -> array.add(groupVersion(name, version)));
    group.set("preferredVersion", groupVersion(name, versions.get(0)));
    return group;
  }

  private static ObjectNode groupVersion(String group, String version) {
    return Json.object().put("groupVersion", group + "/" + version).put("version", version);
  }

  /** {@code /api/v1} and {@code /apis/GROUP/VERSION}; empty when there is none such. */
  public Optional<ObjectNode> resources(String group, String version) {
    List<ResourceType> types = registry.in(group, version);
    if (types.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode list =
        Json.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", types.get(0).apiVersion());
    ArrayNode resources = list.putArray("resources");
    types.forEach(type -> describe(resources, type));
    return Optional.of(list);
  }

  private static void describe(ArrayNode resources, ResourceType type) {
    ObjectNode resource =
        resources
            .addObject()
            .put("name", type.plural())
            .put("singularName", type.names().singular())
            .put("namespaced", type.namespaced())
            .put("kind", type.kind());
    resource.set("verbs", Json.strings(verbs(type)));
    if (!type.names().shortNames().isEmpty()) {
      resource.set("shortNames", Json.strings(type.names().shortNames()));
    }
    if (!type.names().categories().isEmpty()) {
      resource.set("categories", Json.strings(type.names().categories()));
    }
    for (String name : type.subresources()) {
      Part part = part(type, name);
      ObjectNode entry =
          resources
              .addObject()
              .put("name", type.plural() + "/" + name)
              .put("singularName", "")
              .put("namespaced", type.namespaced());
      if (!part.version().isEmpty()) {
        entry.put("group", part.group()).put("version", part.version());
      }
      entry.put("kind", part.kind());
      entry.set("verbs", Json.strings(part.verbs()));
    }
  }

  /** {@code /api} and {@code /apis} as one document each. */
  public ObjectNode aggregated(boolean core) {
    ObjectNode list =
        Json.object()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/v2");
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    if (core) {
      items.add(aggregated("", List.of("v1")));
    } else {
      registry.groups().forEach((name, versions) -> items.add(aggregated(name, versions)));
    }
    return list;
  }

  private ObjectNode aggregated(String group, List<String> versions) {
    ObjectNode item = Json.object();
    ObjectNode metadata = item.putObject("metadata");
    if (!group.isEmpty()) {
      metadata.put("name", group);
    }
    ArrayNode array = item.putArray("versions");
    for (String version : versions) {
      ObjectNode entry = array.addObject().put("version", version);
      ArrayNode resources = entry.putArray("resources");
      registry.in(group, version).forEach(type -> resources.add(aggregated(type)));
      entry.put("freshness", "Current");
    }
    return item;
  }

  private static ObjectNode aggregated(ResourceType type) {
    ObjectNode resource = Json.object().put("resource", type.plural());
    resource
        .putObject("responseKind")
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
    resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
    resource.put("singularResource", type.names().singular());
    resource.set("verbs", Json.strings(verbs(type)));
    resource.set("shortNames", Json.strings(type.names().shortNames()));
    resource.set("categories", Json.strings(type.names().categories()));
    ArrayNode parts = resource.putArray("subresources");
    for (String name : type.subresources()) {
      Part part = part(type, name);
      ObjectNode entry = parts.addObject().put("subresource", name);
      entry
          .putObject("responseKind")
          .put("group", part.version().isEmpty() ? type.group() : part.group())
          .put("version", part.version().isEmpty() ? type.version() : part.version())
          .put("kind", part.kind());
      entry.set("verbs", Json.strings(part.verbs()));
    }
    return resource;
  }

  private static List<String> verbs(ResourceType type) {
    if (type.has(Trait.REVIEW)) {
      return List.of("create");
    }
    if (!Deletions.isNamespace(type)) {
      return OBJECT_VERBS;
    }
    List<String> verbs = new ArrayList<>(OBJECT_VERBS);
    verbs.remove("deletecollection");
    return verbs;
  }

  /** What a subresource speaks; no version when it is that of the resource. */
  private record Part(String group, String version, String kind, List<String> verbs) {}

  private static final Map<String, Part> PARTS =
      Map.of(
          "scale", new Part("autoscaling", "v1", "Scale", PART_VERBS),
          "binding", new Part("", "", "Binding", List.of("create")),
          "eviction", new Part("policy", "v1", "Eviction", List.of("create")),
          "token", new Part("authentication.k8s.io", "v1", "TokenRequest", List.of("create")),
          "log", new Part("", "", "Pod", List.of("get")),
          "exec", new Part("", "", "PodExecOptions", List.of("create", "get")),
          "attach", new Part("", "", "PodAttachOptions", List.of("create", "get")),
          "portforward", new Part("", "", "PodPortForwardOptions", List.of("create", "get")));

  private static Part part(ResourceType type, String name) {
    if (name.equals("finalize")) {
      return new Part("", "", type.kind(), List.of("update"));
    }
    return PARTS.getOrDefault(name, new Part("", "", type.kind(), PART_VERBS));
  }
}
