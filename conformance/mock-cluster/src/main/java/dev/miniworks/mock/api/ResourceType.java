package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.patch.Shape;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A resource as one group and version serves it. */
public final class ResourceType {

  private final Names names;
  private final String group;
  private final String version;
  private final boolean namespaced;
  private final Set<Trait> traits;
  private final Set<String> subresources;
  private final Behaviour behaviour;
  private final Storage storage;

  /** How a resource is called. */
  public record Names(
      String plural,
      String singular,
      String kind,
      String listKind,
      List<String> shortNames,
      List<String> categories) {}

  /**
   * How its objects are treated.
   *
   * @param shape how lists and maps are merged
   * @param selectable the fields besides name and namespace by which objects can be selected, by
   *     their dotted paths
   * @param columns of tables; empty for name and age alone
   * @param deprecation what users of a version are warned of that is to go
   */
  public record Behaviour(
      Strategy strategy,
      Shape shape,
      NameRule nameRule,
      Map<String, String> selectable,
      Optional<ScalePaths> scale,
      Supplier<List<Column>> columns,
      Optional<String> deprecation) {}

  /**
   * Where and as what its objects are stored.
   *
   * @param apiVersion the one they are stored in
   * @param since the revision from which on the present rules have held for what was written
   */
  public record Storage(
      GroupResource resource,
      String apiVersion,
      Conversion toStored,
      Conversion fromStored,
      long since) {}

  ResourceType(
      Names names,
      String group,
      String version,
      boolean namespaced,
      Set<Trait> traits,
      Set<String> subresources,
      Behaviour behaviour,
      Storage storage) {
    this.names = names;
    this.group = group;
    this.version = version;
    this.namespaced = namespaced;
    this.traits = traits.isEmpty() ? EnumSet.noneOf(Trait.class) : EnumSet.copyOf(traits);
    this.subresources = subresources;
    this.behaviour = behaviour;
    this.storage = storage;
  }

  public Names names() {
    return names;
  }

  public String group() {
    return group;
  }

  public String version() {
    return version;
  }

  /** Group and version as objects carry them. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  public String plural() {
    return names.plural();
  }

  public String kind() {
    return names.kind();
  }

  public boolean namespaced() {
    return namespaced;
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  public Set<String> subresources() {
    return subresources;
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  public Strategy strategy() {
    return behaviour.strategy();
  }

  /** What its objects are stored under. */
  public GroupResource storage() {
    return storage.resource();
  }

  public String storedApiVersion() {
    return storage.apiVersion();
  }

  /** What messages call it. */
  public GroupResource groupResource() {
    return new GroupResource(group, names.plural());
  }

  /** Whether objects are stored in this version. */
  public boolean isStorageVersion() {
    return storage.apiVersion().equals(apiVersion());
  }

  /** Whether a stored object is served as it is. */
  public boolean servesAsStored(Item item) {
    return isStorageVersion() && item.revision() >= storage.since();
  }

  /**
   * The stored object as this version serves it, with the defaults that have come since it was
   * written; never to be changed.
   */
  public ObjectNode view(Item item) {
    return servesAsStored(item) ? item.json() : editable(item);
  }

  /** An object of this version as it is stored. */
  public ObjectNode toStored(ObjectNode object) {
    return isStorageVersion() ? object : storage.toStored().convert(object);
  }

  /** A copy of a stored object in this version. */
  public ObjectNode editable(Item item) {
    if (servesAsStored(item)) {
      return item.copy();
    }
    ObjectNode converted =
        isStorageVersion() ? item.copy() : storage.fromStored().convert(item.copy());
    if (has(Trait.CUSTOM)) {
      strategy().prune(converted);
      strategy().fillDefaults(converted);
    }
    return converted;
  }

  @Override
  public String toString() {
    return names.plural() + " in " + apiVersion();
  }
}
