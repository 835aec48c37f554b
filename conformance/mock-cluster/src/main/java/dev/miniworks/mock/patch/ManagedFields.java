package dev.miniworks.mock.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps {@code metadata.managedFields}: who set which field. Pure. */
public final class ManagedFields {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** What says what an object is, or is the server's; nobody owns it. */
  private static final List<String> NOBODYS_METADATA =
      List.of(
          "name",
          "namespace",
          "creationTimestamp",
          "selfLink",
          "uid",
          "resourceVersion",
          "generation",
          "managedFields");

  /** Fields that the built-in kinds always have, if only empty. */
  private static final Set<String> ALWAYS_THERE =
      Set.of(
          "f:metadata",
          "f:spec",
          "f:status",
          "f:template",
          "f:strategy",
          "f:updateStrategy",
          "f:jobTemplate",
          "f:containers");

  private static final String APPLY = "Apply";

  /**
   * Who sets fields.
   *
   * @param operation {@code Apply} or {@code Update}
   * @param subresource empty for the object itself
   */
  public record Manager(String name, String operation, String apiVersion, String subresource) {

    public static Manager applying(String name, String apiVersion, String subresource) {
      return new Manager(name, APPLY, apiVersion, subresource);
    }

    public static Manager updating(String name, String apiVersion, String subresource) {
      return new Manager(name, "Update", apiVersion, subresource);
    }
  }

  private record Owned(FieldSet fields, String time) {}

  /** A field that another manager owns and this apply would change. */
  public record Conflict(Manager manager, String path) {}

  /** An apply that would take fields from other managers. */
  public static final class ConflictException extends RuntimeException {

    private final transient List<Conflict> conflicts;

    ConflictException(List<Conflict> conflicts) {
      super("fields are owned by others", null, false, false);
      this.conflicts = conflicts;
    }

    public List<Conflict> conflicts() {
      return conflicts;
    }
  }

  private ManagedFields() {}

  /**
   * Notes what an update has changed, in the changed object, in place.
   *
   * @param before empty for a creation
   */
  public static void update(
      ObjectNode before, ObjectNode after, Shape shape, Manager manager, String now) {
    Map<Manager, Owned> owners = ownersForUpdate(before, after);
    Ownership.Difference difference = Ownership.between(stripped(before), stripped(after), shape);
    FieldSet changed =
        shape.isBuiltIn() ? withoutGiven(difference.changed()) : difference.changed();
    FieldSet gone = difference.removed();
    Map<Manager, Owned> next = new LinkedHashMap<>();
    owners.forEach(
        (other, owned) -> {
          FieldSet rest = owned.fields().minus(gone);
          if (!other.equals(manager)) {
            rest = rest.minus(changed);
          }
          next.put(other, new Owned(rest, owned.time()));
        });
    FieldSet held = next.getOrDefault(manager, new Owned(FieldSet.EMPTY, now)).fields();
    FieldSet mine = held.union(changed);
    boolean same = owners.containsKey(manager) && owners.get(manager).fields().equals(mine);
    next.put(
        manager, new Owned(mine, same && changed.isEmpty() ? owners.get(manager).time() : now));
    write(after, next);
  }

  private static Map<Manager, Owned> ownersForUpdate(ObjectNode before, ObjectNode after) {
    JsonNode sent = after.path("metadata").path("managedFields");
    boolean reset = sent.size() == 1 && sent.get(0).isEmpty();
    if (reset) {
      return new LinkedHashMap<>();
    }
    Map<Manager, Owned> owners = read(sent);
    return owners.isEmpty() ? read(before.path("metadata").path("managedFields")) : owners;
  }

  /** Notes that a new object was applied, in place. */
  public static void created(ObjectNode object, Shape shape, Manager manager, String now) {
    Map<Manager, Owned> owners = new LinkedHashMap<>();
    owners.put(manager, new Owned(Ownership.fieldsOf(stripped(object), shape), now));
    write(object, owners);
  }

  /**
   * Applies a configuration to a live object.
   *
   * @param force whether fields of other managers are taken over
   * @return the new object
   * @throws ConflictException when fields of others would change and that is not forced
   */
  public static ObjectNode apply(
      ObjectNode live, ObjectNode config, Shape shape, Manager manager, boolean force, String now) {
    Map<Manager, Owned> owners = read(live.path("metadata").path("managedFields"));
    ObjectNode wanted = stripped(config);
    FieldSet set = Ownership.fieldsOf(wanted, shape);
    ObjectNode merged = (ObjectNode) Ownership.merge(live, wanted, shape);
    FieldSet changed = Ownership.between(stripped(live), stripped(merged), shape).changed();

    FieldSet conceded = lastApplied(live, shape, manager);
    List<Conflict> conflicts = new ArrayList<>();
    Map<Manager, Owned> next = new LinkedHashMap<>();
    owners.forEach(
        (other, owned) -> {
          if (other.equals(manager)) {
            return;
          }
          FieldSet taken = owned.fields().intersection(changed);
          taken.minus(conceded).paths().forEach(path -> conflicts.add(new Conflict(other, path)));
          next.put(other, new Owned(owned.fields().minus(taken), owned.time()));
        });
    if (!conflicts.isEmpty() && !force) {
      throw new ConflictException(conflicts);
    }
    Owned previous = owners.get(manager);
    ObjectNode result = merged;
    if (previous != null) {
      FieldSet abandoned = previous.fields().minus(set);
      for (Owned other : next.values()) {
        abandoned = abandoned.minus(other.fields());
      }
      result = (ObjectNode) Ownership.remove(merged, withoutParents(abandoned, set, next), shape);
    }
    boolean same = previous != null && previous.fields().equals(set);
    boolean unchanged = same && stripped(result).equals(stripped(live));
    next.put(manager, new Owned(set, unchanged ? previous.time() : now));
    write(result, next);
    return result;
  }

  /**
   * The fields that kubectl has applied by itself before it left that to the server; they are its
   * own, whatever manager they bear.
   */
  private static FieldSet lastApplied(ObjectNode live, Shape shape, Manager manager) {
    String configuration = live.path("metadata").path("annotations").path(LAST_APPLIED).asText();
    if (!manager.name().equals("kubectl") || configuration.isEmpty()) {
      return FieldSet.EMPTY;
    }
    try {
      return Json.MAPPER.readTree(configuration) instanceof ObjectNode applied
          ? Ownership.fieldsOf(stripped(applied), shape)
          : FieldSet.EMPTY;
    } catch (JsonProcessingException e) {
      return FieldSet
          .EMPTY; // the annotation is the users' to write; what cannot be read concedes nothing
    }
  }

  /** A field stays while something in it belongs to somebody. */
  private static FieldSet withoutParents(
      FieldSet abandoned, FieldSet set, Map<Manager, Owned> others) {
    FieldSet owned = set;
    for (Owned other : others.values()) {
      owned = owned.union(other.fields());
    }
    return keepWhereOwned(abandoned, owned);
  }

  private static FieldSet keepWhereOwned(FieldSet abandoned, FieldSet owned) {
    Map<String, FieldSet> children = new LinkedHashMap<>();
    abandoned
        .children()
        .forEach((edge, child) -> children.put(edge, keepWhereOwned(child, owned.child(edge))));
    return FieldSet.of(abandoned.isMember() && owned.children().isEmpty(), children);
  }

  /** What every object of a built-in kind has belongs to nobody, only what is in it. */
  private static FieldSet withoutGiven(FieldSet fields) {
    Map<String, FieldSet> children = new LinkedHashMap<>();
    fields
        .children()
        .forEach(
            (edge, child) -> {
              boolean given = ALWAYS_THERE.contains(edge) && !child.children().isEmpty();
              FieldSet inner = withoutGiven(child);
              children.put(edge, FieldSet.of(child.isMember() && !given, inner.children()));
            });
    return FieldSet.of(fields.isMember(), children);
  }

  private static ObjectNode stripped(ObjectNode object) {
    ObjectNode copy = Json.object();
    copy.setAll(object);
    copy.remove(List.of("apiVersion", "kind"));
    if (object.path("metadata") instanceof ObjectNode metadata) {
      ObjectNode rest = Json.object();
      rest.setAll(metadata);
      rest.remove(NOBODYS_METADATA);
      copy.set("metadata", rest);
      if (rest.isEmpty()) {
        copy.remove("metadata");
      }
    }
    return copy;
  }

  private static Map<Manager, Owned> read(JsonNode managedFields) {
    Map<Manager, Owned> owners = new LinkedHashMap<>();
    for (JsonNode entry : managedFields) {
      Manager manager =
          new Manager(
              entry.path("manager").asText(),
              entry.path("operation").asText(),
              entry.path("apiVersion").asText(),
              entry.path("subresource").asText());
      owners.put(
          manager, new Owned(FieldSet.read(entry.path("fieldsV1")), entry.path("time").asText()));
    }
    return owners;
  }

  private static void write(ObjectNode object, Map<Manager, Owned> owners) {
    ArrayNode entries = Json.array();
    owners.entrySet().stream()
        .filter(owner -> !owner.getValue().fields().isEmpty())
        .sorted(
            Comparator.comparing((Map.Entry<Manager, Owned> owner) -> owner.getKey().operation())
                .thenComparing(owner -> owner.getValue().time())
                .thenComparing(owner -> owner.getKey().name())
                .thenComparing(owner -> owner.getKey().apiVersion())
                .thenComparing(owner -> owner.getKey().subresource()))
        .forEach(owner -> entries.add(entry(owner.getKey(), owner.getValue())));
    Json.child(object, "metadata").set("managedFields", entries);
  }

  private static ObjectNode entry(Manager manager, Owned owned) {
    ObjectNode entry =
        Json.object()
            .put("manager", manager.name())
            .put("operation", manager.operation())
            .put("apiVersion", manager.apiVersion())
            .put("time", owned.time())
            .put("fieldsType", "FieldsV1");
    entry.set("fieldsV1", owned.fields().write());
    if (!manager.subresource().isEmpty()) {
      entry.put("subresource", manager.subresource());
    }
    return entry;
  }
}
