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
import java.util.List;
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

  /** Does what is due for one object. */
  void look(String uid) {
    Optional<Item> found = store.byUid(uid);
    if (found.isEmpty()) {
      return;
    }
    Item item = found.get();
    if (item.isBeingDeleted()) {
      if (item.finalizers().contains(ORPHAN)) {
        orphan(item);
      } else if (item.finalizers().contains(FOREGROUND)) {
        deleteDependents(item);
      }
    } else if (!item.owners().isEmpty()) {
      collect(item);
    }
  }

  private void orphan(Item owner) {
    for (Item dependent : store.dependentsOf(owner.uid())) {
      keepOwners(dependent, reference -> !reference.path("uid").asText().equals(owner.uid()));
    }
    if (store.dependentsOf(owner.uid()).isEmpty()) {
      type(owner)
          .ifPresent(
              type -> Finalizers.remove(client, type.apiVersion(), type.plural(), owner, ORPHAN));
    }
  }

  private void deleteDependents(Item owner) {
    List<Item> dependents = store.dependentsOf(owner.uid());
    boolean blocked = false;
    for (Item dependent : dependents) {
      if (!dependent.isBeingDeleted()) {
        collect(dependent);
      }
      blocked |= blocks(dependent, owner.uid()) && store.byUid(dependent.uid()).isPresent();
    }
    if (!blocked) {
      type(owner)
          .ifPresent(
              type ->
                  Finalizers.remove(client, type.apiVersion(), type.plural(), owner, FOREGROUND));
    }
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

  private void collect(Item item) {
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
      if (waiting + dangling > 0) {
        keepOwners(
            item,
            reference ->
                owner(item, reference.path("uid").asText())
                    .filter(owner -> !waitsForDependents(owner))
                    .isPresent());
      }
      return;
    }
    boolean hasDependents = !store.dependentsOf(item.uid()).isEmpty();
    delete(item, waiting > 0 && hasDependents ? "Foreground" : policy(item));
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

  private void keepOwners(Item item, Predicate<JsonNode> kept) {
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
    quietly(
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

  private void delete(Item item, String policy) {
    ObjectNode options =
        Json.object()
            .put("kind", "DeleteOptions")
            .put("apiVersion", "v1")
            .put("propagationPolicy", policy);
    options.putObject("preconditions").put("uid", item.uid());
    quietly(
        item,
        type ->
            client.delete(
                type.apiVersion(),
                type.plural(),
                item.key().namespace(),
                item.key().name(),
                options));
  }

  /** An object that is gone or has changed is no failure: its change is heard of as well. */
  private void quietly(Item item, Consumer<ResourceType> action) {
    try {
      type(item).ifPresent(action);
    } catch (ApiException e) {
      if (e.code() != 404 && e.code() != 409) {
        throw e;
      }
    }
  }

  private Optional<ResourceType> type(Item item) {
    return registry.all().stream()
        .filter(type -> type.storage().equals(item.resource()))
        .findFirst();
  }
}
