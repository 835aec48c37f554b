package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.patch.ManagedFields.Conflict;
import dev.miniworks.mock.patch.ManagedFields.Manager;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names the managers of fields, and refuses what an apply may not do. */
final class Managers {

  private static final int LONGEST = 128;

  private Managers() {}

  /** Whoever makes a request: the manager it names, else the client's own name. */
  static Manager of(ResourceType type, Request request) {
    String subresource = request.target().subresource();
    String name = request.params().text("fieldManager").orElseGet(() -> agent(request));
    boolean applies = request.patchType().filter(patch -> patch == PatchType.APPLY).isPresent();
    return applies
        ? Manager.applying(name, type.apiVersion(), subresource)
        : Manager.updating(name, type.apiVersion(), subresource);
  }

  private static String agent(Request request) {
    String agent = request.actor().agent();
    int slash = agent.indexOf('/');
    String name = slash < 0 ? agent : agent.substring(0, slash);
    if (name.isEmpty()) {
      return "unknown";
    }
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }

  static void checkApply(ResourceType type, Request request) {
    if (request.params().text("fieldManager").isEmpty()) {
      throw ApiException.invalid(
          "meta.k8s.io",
          "PatchOptions",
          "",
          List.of(FieldError.required("fieldManager", "is required for apply patch")));
    }
    ObjectNode config = (ObjectNode) request.body();
    if (config.path("apiVersion").asText().isEmpty() || config.path("kind").asText().isEmpty()) {
      throw ApiException.badRequest("invalid object type: /, Kind=");
    }
    if (!config.path("metadata").path("managedFields").isEmpty()) {
      throw ApiException.badRequest("metadata.managedFields must be nil");
    }
  }

  /** The part of a configuration that can be applied by way of this subresource, or without. */
  static ObjectNode owned(ResourceType type, Request request, ObjectNode config) {
    ObjectNode owned = config.deepCopy();
    if (request.target().subresource().equals("status")) {
      owned.retain("apiVersion", "kind", "metadata", "status");
      if (type.has(Trait.CUSTOM)) {
        owned.withObject("/metadata").retain("name", "namespace");
      }
    } else if (type.subresources().contains("status")) {
      owned.remove("status");
    }
    return owned;
  }

  static ApiException refused(List<Conflict> conflicts) {
    List<String> causes =
        conflicts.stream().map(conflict -> "conflict with " + called(conflict)).toList();
    String all =
        conflicts.size() == 1
            ? causes.get(0) + ": " + conflicts.get(0).path()
            : conflicts.stream()
                .collect(
                    Collectors.groupingBy(
                        Managers::called,
                        TreeMap::new,
                        Collectors.mapping(Conflict::path, Collectors.joining("\n- "))))
                .entrySet()
                .stream()
                .map(entry -> "conflicts with " + entry.getKey() + ":\n- " + entry.getValue())
                .collect(Collectors.joining("\n"));
    ApiException refused =
        ApiException.of(
            409,
            "Conflict",
            "Apply failed with "
                + conflicts.size()
                + (conflicts.size() == 1 ? " conflict: " : " conflicts: ")
                + all);
    for (int i = 0; i < conflicts.size(); i++) {
      refused = refused.because("FieldManagerConflict", causes.get(i), conflicts.get(i).path());
    }
    return refused;
  }

  private static String called(Conflict conflict) {
    Manager manager = conflict.manager();
    String called = "\"" + manager.name() + "\"";
    if (!manager.subresource().isEmpty()) {
      called += " with subresource \"" + manager.subresource() + "\"";
    }
    return manager.operation().equals("Update")
        ? called + " using " + manager.apiVersion()
        : called;
  }
}
