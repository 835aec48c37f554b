package dev.miniworks.mock.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.ApiServer;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.CustomResources;
import dev.miniworks.mock.api.Params;
import dev.miniworks.mock.api.ResourceType;
import dev.miniworks.mock.api.Times;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Event;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Has custom resources served as soon as their definition is written, before the writer has its
 * answer, and takes them out after the last object of a deleted definition is gone.
 */
final class Definitions {

  static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  private static final String VERSION = "apiextensions.k8s.io/v1";
  private static final String RESOURCE = "customresourcedefinitions";
  private static final GroupResource DEFINITIONS =
      new GroupResource("apiextensions.k8s.io", RESOURCE);

  private final ObjectStore store;
  private final ApiServer api;
  private final CustomResources resources;
  private final Client client;
  private final Clock clock;

  Definitions(
      ObjectStore store, ApiServer api, Client client, CustomResources resources, Clock clock) {
    this.store = store;
    this.api = api;
    this.resources = resources;
    this.client = client;
    this.clock = clock;
  }

  static Actor actor() {
    return Actor.system("apiextensions-apiserver");
  }

  /** Whether an event may let a deletion go on. */
  static boolean concerns(Event event) {
    return event.item().resource().equals(DEFINITIONS);
  }

  /** Serves what a new or changed definition says. */
  void serve(Item item) {
    ObjectNode definition = item.json();
    JsonNode spec = definition.path("spec");
    Optional<String> taken = nameTaken(item);
    if (taken.isPresent()) {
      refuseNames(item, taken.get());
      return;
    }
    List<ResourceType> types = resources.types(definition);
    types.forEach(api::open);
    api.registry()
        .replace(spec.path("group").asText(), spec.path("names").path("plural").asText(), types);
    establish(item);
  }

  /** A kind that another resource of the group has already. */
  private Optional<String> nameTaken(Item item) {
    JsonNode spec = item.json().path("spec");
    String group = spec.path("group").asText();
    String plural = spec.path("names").path("plural").asText();
    String kind = spec.path("names").path("kind").asText();
    return api.registry().all().stream()
        .filter(type -> type.group().equals(group) && !type.plural().equals(plural))
        .filter(type -> type.kind().equals(kind))
        .map(ResourceType::kind)
        .findFirst();
  }

  private void refuseNames(Item item, String kind) {
    ObjectNode refused = item.copy();
    ArrayNode conditions = Json.child(refused, "status").putArray("conditions");
    String now = Times.seconds(clock.instant());
    conditions
        .addObject()
        .put("type", "NamesAccepted")
        .put("status", "False")
        .put("lastTransitionTime", now)
        .put("reason", "KindConflict")
        .put("message", "\"" + kind + "\" is already in use");
    conditions
        .addObject()
        .put("type", "Established")
        .put("status", "False")
        .put("lastTransitionTime", now)
        .put("reason", "NotAccepted")
        .put("message", "not all names are accepted");
    write(refused);
  }

  void forget(Item item) {
    JsonNode spec = item.json().path("spec");
    api.registry()
        .replace(
            spec.path("group").asText(), spec.path("names").path("plural").asText(), List.of());
  }

  private void establish(Item item) {
    ObjectNode wanted = item.copy();
    ObjectNode status = Json.child(wanted, "status");
    ObjectNode accepted = wanted.path("spec").path("names").deepCopy();
    status.set("acceptedNames", accepted);
    ArrayNode conditions =
        status.get("conditions") instanceof ArrayNode array ? array : status.putArray("conditions");
    condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found");
    condition(
        conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted");
    if (wanted.equals(item.json())) {
      return;
    }
    write(wanted);
  }

  private void write(ObjectNode definition) {
    try {
      client.updateStatus(VERSION, RESOURCE, "", definition);
    } catch (ApiException e) {
      // another write came between; it is heard of as well
      if (e.code() != 409 && e.code() != 404) {
        throw e;
      }
    }
  }

  private void condition(ArrayNode conditions, String type, String reason, String message) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return;
      }
    }
    conditions
        .addObject()
        .put("type", type)
        .put("status", "True")
        .put("lastTransitionTime", Times.seconds(clock.instant()))
        .put("reason", reason)
        .put("message", message);
  }

  /** Deletes the objects of a definition that is being deleted, then lets it go. */
  void cleanUp(String name) {
    Optional<Item> found = store.get(DEFINITIONS, new ObjectKey("", name));
    if (found.isEmpty()
        || !found.get().isBeingDeleted()
        || !found.get().finalizers().contains(CLEANUP)) {
      return;
    }
    JsonNode spec = found.get().json().path("spec");
    String group = spec.path("group").asText();
    String plural = spec.path("names").path("plural").asText();
    Optional<ResourceType> type =
        api.registry().all().stream()
            .filter(known -> known.group().equals(group) && known.plural().equals(plural))
            .findFirst();
    if (type.isPresent()) {
      String version = type.get().apiVersion();
      for (ObjectNode object : client.list(version, plural, "", Params.NONE)) {
        if (!object.path("metadata").has("deletionTimestamp")) {
          JsonNode metadata = object.path("metadata");
          client.deleteIfPresent(
              version,
              plural,
              metadata.path("namespace").asText(),
              metadata.path("name").asText(),
              Json.object());
        }
      }
      if (store.count(type.get().storage(), "") > 0) {
        return;
      }
    }
    Finalizers.remove(client, VERSION, RESOURCE, found.get(), CLEANUP);
  }
}
