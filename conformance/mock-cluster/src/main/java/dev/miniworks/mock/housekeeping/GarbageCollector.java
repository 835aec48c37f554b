package dev.miniworks.mock.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.ResourceType;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Event;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectStore;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Deletes what has lost its last owner, and carries out what a deletion says of dependents: that
 * they go first, go after, or stay as orphans.
 */
final class GarbageCollector {

  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";

  private final ObjectStore store;
  private final Registry registry;
  private final Client client;

  GarbageCollector(ObjectStore store, Registry registry, Client client) {
    this.store = store;
    this.registry = registry;
    this.client = client;
  }

  /** The UIDs of the objects that must be looked at because of a write. */
  void concerned(Event event, Consumer<String> uids) {
    Item item = event.item();
    boolean gone = event.type() == Event.Type.DELETED;
    if (!gone && event.previous().filter(before -> hasSameTies(before, item)).isPresent()) {
      return;
    }
    if (gone) {
      store.dependentsOf(item.uid()).forEach(dependent -> uids.accept(dependent.uid()));
    } else if (!item.owners().isEmpty() || item.isBeingDeleted()) {
      uids.accept(item.uid());
    }
    // an owner may be waiting for this one to go, or to be released
    item.owners().forEach(uids);
    event.previous().ifPresent(before -> before.owners().forEach(uids));
  }

  private static boolean hasSameTies(Item before, Item item) {
    return before.isBeingDeleted() == item.isBeingDeleted()
        && before.owners().equals(item.owners())
        && before.finalizers().equals(item.finalizers());
  }

  /**
   * Does what is due for one object.
   *
   * @return whether it is done; not when somebody else has changed an object meanwhile, perhaps in
   *     a way that concerns no collector, so that nothing but this answer calls for another look
   */
  boolean look(String uid) {
    Optional<Item> found = store.byUid(uid);
    if (found.isEmpty()) {
      return true;
    }
    Item item = found.get();
    if (item.isBeingDeleted()) {
      if (item.finalizers().contains(ORPHAN)) {
        return orphan(item);
      }
      return !item.finalizers().contains(FOREGROUND) || deleteDependents(item);
    }
    return item.owners().isEmpty() || collect(item);
  }

  private boolean orphan(Item owner) {
    boolean done = true;
    for (Item dependent : store.dependentsOf(owner.uid())) {
      done &=
          keepOwners(dependent, reference -> !reference.path("uid").asText().equals(owner.uid()));
    }
    if (store.dependentsOf(owner.uid()).isEmpty()) {
      done &= release(owner, ORPHAN);
    }
    return done;
  }

  private boolean deleteDependents(Item owner) {
    boolean done = true;
    boolean blocked = false;
    for (Item dependent : store.dependentsOf(owner.uid())) {
      if (!dependent.isBeingDeleted()) {
        done &= collect(dependent);
      }
      blocked |= blocks(dependent, owner.uid()) && store.byUid(dependent.uid()).isPresent();
    }
    return blocked ? done : release(owner, FOREGROUND) && done;
  }

  private boolean release(Item owner, String finalizer) {
    return type(owner)
        .map(type -> Finalizers.remove(client, type.apiVersion(), type.plural(), owner, finalizer))
        .orElse(true);
  }

  private static boolean blocks(Item dependent, String ownerUid) {
    for (JsonNode reference : dependent.metadata().path("ownerReferences")) {
      if (reference.path("uid").asText().equals(ownerUid)
          && reference.path("blockOwnerDeletion").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  private boolean collect(Item item) {
    int solid = 0;
    int waiting = 0;
    int dangling = 0;
    for (String uid : item.owners()) {
      Optional<Item> owner = owner(item, uid);
      if (owner.isEmpty()) {
        dangling++;
      } else if (waitsForDependents(owner.get())) {
        waiting++;
      } else {
        solid++;
      }
    }
    if (solid > 0) {
      return waiting + dangling == 0
          || keepOwners(
              item,
              reference ->
                  owner(item, reference.path("uid").asText())
                      .filter(owner -> !waitsForDependents(owner))
                      .isPresent());
    }
    boolean hasDependents = !store.dependentsOf(item.uid()).isEmpty();
    return delete(item, waiting > 0 && hasDependents ? "Foreground" : policy(item));
  }

  private static String policy(Item item) {
    if (item.finalizers().contains(ORPHAN)) {
      return "Orphan";
    }
    return item.finalizers().contains(FOREGROUND) ? "Foreground" : "Background";
  }

  private static boolean waitsForDependents(Item owner) {
    return owner.isBeingDeleted() && owner.finalizers().contains(FOREGROUND);
  }

  /** An owner lies in the namespace of its dependents or in none. */
  private Optional<Item> owner(Item dependent, String uid) {
    return store
        .byUid(uid)
        .filter(
            owner ->
                owner.key().namespace().isEmpty()
                    || owner.key().namespace().equals(dependent.key().namespace()));
  }

  private boolean keepOwners(Item item, Predicate<JsonNode> kept) {
    ObjectNode patch = Json.object();
    ObjectNode metadata =
        patch
            .putObject("metadata")
            .put("uid", item.uid())
            .put("resourceVersion", Long.toString(item.revision()));
    ArrayNode owners = metadata.putArray("ownerReferences");
    item.metadata()
        .path("ownerReferences")
        .forEach(
            reference -> {
              if (kept.test(reference)) {
                owners.add(reference.deepCopy());
              }
            });
    return quietly(
        item,
        type ->
            client.patch(
                type.apiVersion(),
                type.plural(),
                item.key().namespace(),
                item.key().name(),
                "",
                PatchType.MERGE,
                patch));
  }

  private boolean delete(Item item, String policy) {
    ObjectNode options =
        Json.object()
            .put("kind", "DeleteOptions")
            .put("apiVersion", "v1")
            .put("propagationPolicy", policy);
    options.putObject("preconditions").put("uid", item.uid());
    return quietly(
        item,
        type ->
            client.delete(
                type.apiVersion(),
                type.plural(),
                item.key().namespace(),
                item.key().name(),
                options));
  }

  /**
   * An object that is gone or has changed is no failure.
   *
   * @return whether there is nothing left to do; not for an object that has changed
   */
  private boolean quietly(Item item, Consumer<ResourceType> action) {
    try {
      type(item).ifPresent(action);
      return true;
    } catch (ApiException e) {
      if (e.code() != 404 && e.code() != 409) {
        throw e;
      }
      return e.code() == 404;
    }
  }

  private Optional<ResourceType> type(Item item) {
    return registry.all().stream()
        .filter(type -> type.storage().equals(item.resource()))
        .findFirst();
  }
}
