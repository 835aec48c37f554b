package dev.miniworks.mock.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The resources that are served, the built-in ones and those that definitions add. */
public final class Registry {

  private record Id(String group, String version, String resource) {}

  /** Replaced as a whole, so that readers need no lock. */
  private final AtomicReference<Map<Id, ResourceType>> types =
      new AtomicReference<>(new LinkedHashMap<>());

  public Registry(List<ResourceType> builtIn) {
    Map<Id, ResourceType> all = new LinkedHashMap<>();
    add(all, builtIn);
    types.set(all);
  }

  public Optional<ResourceType> find(String group, String version, String resource) {
    return Optional.ofNullable(types.get().get(new Id(group, version, resource)));
  }

  /**
   * @throws ApiException when nothing of that name is served
   */
  public ResourceType get(Target target) {
    return find(target.group(), target.version(), target.resource())
        .orElseThrow(ApiException::noSuchResource);
  }

  /** All that is served, in the order in which it came. */
  public List<ResourceType> all() {
    return List.copyOf(types.get().values());
  }

  /** The type of objects that name this version and kind. */
  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return types.get().values().stream()
        .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /** One type for each storage, in the version that is stored. */
  public List<ResourceType> stored() {
    return types.get().values().stream()
        .filter(type -> !type.has(Trait.REVIEW))
        .filter(ResourceType::isStorageVersion)
        .toList();
  }

  /** The groups but the core one, each with its versions, the preferred first. */
  public Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (ResourceType type : types.get().values()) {
      List<String> versions = groups.computeIfAbsent(type.group(), any -> new ArrayList<>());
      if (!versions.contains(type.version())) {
        versions.add(type.version());
      }
    }
    groups.remove("");
    groups.values().forEach(versions -> versions.sort(VersionOrder.PREFERRED_FIRST));
    return groups;
  }

  /** The types of a group and version. */
  public List<ResourceType> in(String group, String version) {
    return types.get().values().stream()
        .filter(type -> type.group().equals(group) && type.version().equals(version))
        .sorted(Comparator.comparing(ResourceType::plural))
        .toList();
  }

  public boolean hasGroup(String group) {
    return types.get().values().stream().anyMatch(type -> type.group().equals(group));
  }

  /** Serves a resource in these versions and in no others. */
  public synchronized void replace(String group, String resource, List<ResourceType> versions) {
    Map<Id, ResourceType> next = new LinkedHashMap<>(types.get());
    next.keySet().removeIf(id -> id.group().equals(group) && id.resource().equals(resource));
    add(next, versions);
    types.set(next);
  }

  private static void add(Map<Id, ResourceType> next, List<ResourceType> added) {
    for (ResourceType type : added) {
      next.put(new Id(type.group(), type.version(), type.plural()), type);
    }
  }
}
