package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers deletions: at once, or first a mark, when finalizers or a grace period stand before. */
final class Deletions {

  static final String ORPHAN = "orphan";
  static final String FOREGROUND = "foregroundDeletion";

  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final Set<String> UNDELETABLE = Set.of("default", "kube-system", "kube-public");
  private static final long POD_GRACE = 30;

  private final ObjectStore store;
  private final Clock clock;

  Deletions(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Whether an object has been waiting only for what it no longer waits for. */
  static boolean isComplete(GroupResource resource, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.has("deletionTimestamp")
        && metadata.path("deletionGracePeriodSeconds").asLong() == 0
        && metadata.path("finalizers").isEmpty()
        && !(resource.equals(NAMESPACES) && !object.path("spec").path("finalizers").isEmpty());
  }

  /** Removes an object for good; empty when it has changed meanwhile. */
  Optional<Item> finish(Item item) {
    return store.delete(item);
  }

  Answer delete(ResourceType type, Request request) {
    DeleteOptions options = DeleteOptions.of(request);
    while (true) {
      Item old =
          store
              .get(
                  type.storage(),
                  new ObjectKey(request.target().namespace(), request.target().name()))
              .orElseThrow(
                  () -> ApiException.notFound(type.groupResource(), request.target().name()));
      Optional<Answer> answer = delete(type, old, options);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  /** Deletes all that a list would show; answers with them as they were. */
  Answer deleteAll(ResourceType type, Request request) {
    DeleteOptions options = DeleteOptions.of(request);
    Selection selection = Selection.of(type, request.target(), request.params());
    Page page = store.list(type.storage(), selection.query(type, Optional.empty(), 0));
    for (Item item : page.items()) {
      Optional<Item> old = Optional.of(item);
      while (old.isPresent() && delete(type, old.get(), options).isEmpty()) {
        old = store.get(type.storage(), item.key());
      }
    }
    return new Answer.Listed(type, page, "", Optional.empty());
  }

  /** Empty when the object has changed meanwhile. */
  private Optional<Answer> delete(ResourceType type, Item old, DeleteOptions options) {
    options.checkPreconditions(type, old);
    if (isNamespace(type) && UNDELETABLE.contains(old.key().name())) {
      throw ApiException.forbidden(
          type.groupResource(), old.key().name(), "this namespace may not be deleted");
    }
    ObjectNode marked = old.copy();
    setFinalizers(marked, finalizers(type, old, options));
    boolean first = !old.isBeingDeleted();
    if (isNamespace(type) || isDefinition(type)) {
      markWithoutGrace(type, marked, first);
    } else {
      markWithGrace(type, marked, old, options, first);
    }
    return isComplete(type.storage(), marked)
        ? remove(type, old, marked, options)
        : mark(type, old, marked, options);
  }

  private void markWithoutGrace(ResourceType type, ObjectNode marked, boolean first) {
    ObjectNode metadata = (ObjectNode) marked.get("metadata");
    if (first) {
      metadata.put("deletionTimestamp", Times.seconds(clock.instant()));
    }
    if (isNamespace(type)) {
      marked.withObject("/status").put("phase", "Terminating");
    } else if (first) {
      Json.child(marked, "status")
          .withArray("/conditions")
          .addObject()
          .put("type", "Terminating")
          .put("status", "True")
          .put("lastTransitionTime", Times.seconds(clock.instant()))
          .put("reason", "InstanceDeletionPending")
          .put(
              "message",
              "CustomResourceDefinition marked for deletion; CustomResource deletion will begin"
                  + " soon");
      metadata.withArray("/finalizers").add("customresourcecleanup.apiextensions.k8s.io");
    }
  }

  private void markWithGrace(
      ResourceType type, ObjectNode marked, Item old, DeleteOptions options, boolean first) {
    ObjectNode metadata = (ObjectNode) marked.get("metadata");
    long grace = grace(type, old, options);
    if (first) {
      metadata.put("deletionTimestamp", Times.seconds(clock.instant().plusSeconds(grace)));
      metadata.put("deletionGracePeriodSeconds", grace);
      Generations.countDeletion(marked);
      return;
    }
    long running = metadata.path("deletionGracePeriodSeconds").asLong();
    // a period that runs can only be cut short
    if (options.grace().isPresent() && grace < running) {
      Instant ends = Instant.parse(metadata.path("deletionTimestamp").asText());
      metadata.put("deletionTimestamp", Times.seconds(ends.minusSeconds(running - grace)));
      metadata.put("deletionGracePeriodSeconds", grace);
    }
  }

  private static long grace(ResourceType type, Item old, DeleteOptions options) {
    if (!type.storage().toString().equals("pods")) {
      return 0;
    }
    JsonNode pod = old.json();
    String phase = pod.path("status").path("phase").asText();
    boolean nothingRuns =
        pod.path("spec").path("nodeName").asText().isEmpty()
            || phase.equals("Succeeded")
            || phase.equals("Failed");
    if (nothingRuns) {
      return 0;
    }
    return options
        .grace()
        .orElse(pod.path("spec").path("terminationGracePeriodSeconds").asLong(POD_GRACE));
  }

  private static List<String> finalizers(ResourceType type, Item old, DeleteOptions options) {
    List<String> finalizers = new ArrayList<>(old.finalizers());
    switch (options.propagation(type, old)) {
      case "Orphan" -> {
        finalizers.remove(FOREGROUND);
        addOnce(finalizers, ORPHAN);
      }
      case "Foreground" -> {
        finalizers.remove(ORPHAN);
        addOnce(finalizers, FOREGROUND);
      }
      default -> {
        finalizers.remove(ORPHAN);
        finalizers.remove(FOREGROUND);
      }
    }
    return finalizers;
  }

  private static void addOnce(List<String> finalizers, String finalizer) {
    if (!finalizers.contains(finalizer)) {
      finalizers.add(finalizer);
    }
  }

  private static void setFinalizers(ObjectNode object, List<String> finalizers) {
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    if (finalizers.isEmpty()) {
      metadata.remove("finalizers");
    } else {
      ArrayNode array = metadata.putArray("finalizers");
      finalizers.forEach(array::add);
    }
  }

  private Optional<Answer> mark(
      ResourceType type, Item old, ObjectNode marked, DeleteOptions options) {
    if (options.dryRun()) {
      return Optional.of(new Answer.Made(200, Optional.of(type), marked, List.of()));
    }
    if (marked.equals(old.json())) {
      return Optional.of(new Answer.Stored(200, type, old, List.of()));
    }
    return store.replace(old, marked).map(item -> new Answer.Stored(200, type, item, List.of()));
  }

  private Optional<Answer> remove(
      ResourceType type, Item old, ObjectNode marked, DeleteOptions options) {
    Optional<Item> gone = options.dryRun() ? Optional.of(old) : store.delete(old);
    return gone.map(
        item ->
            type.has(Trait.DELETED_IS_RETURNED)
                ? new Answer.Made(200, Optional.of(type), as(marked, item), List.of())
                : new Answer.Made(200, Optional.empty(), Statuses.deleted(type, item), List.of()));
  }

  /** Under the version of the deletion, up to which a client's cache has yet to come. */
  private static ObjectNode as(ObjectNode marked, Item gone) {
    ((ObjectNode) marked.get("metadata")).put("resourceVersion", Long.toString(gone.revision()));
    return marked;
  }

  static boolean isNamespace(ResourceType type) {
    return type.storage().equals(NAMESPACES);
  }

  private static boolean isDefinition(ResourceType type) {
    return type.storage().resource().equals("customresourcedefinitions");
  }
}
