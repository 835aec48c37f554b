package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.patch.JsonPatch;
import dev.miniworks.mock.patch.ManagedFields;
import dev.miniworks.mock.patch.MergePatch;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers requests to subresources other than the status. */
final class Subresources {

  private static final long DEFAULT_EXPIRATION = 3600;

  private final ObjectStore store;
  private final Surroundings surroundings;
  private final Writes writes;
  private final Evictions evictions;

  Subresources(ObjectStore store, Surroundings surroundings, Writes writes, Deletions deletions) {
    this.store = store;
    this.surroundings = surroundings;
    this.writes = writes;
    this.evictions = new Evictions(store, surroundings.clock(), writes, deletions);
  }

  Answer handle(ResourceType type, Request request) {
    return switch (request.target().subresource()) {
      case "scale" -> scale(type, request);
      case "binding" -> bind(type, request);
      case "eviction" -> evictions.evict(type, created(request), request);
      case "token" -> token(type, created(request), request);
      case "finalize" -> finish(type, request);
      case "log" -> throw containerless(type, request, "they write no logs");
      case "exec", "attach" -> throw containerless(type, request, "nothing can run in them");
      case "portforward" -> throw containerless(type, request, "they listen at no port");
      default -> throw ApiException.noSuchResource();
    };
  }

  /** The refusal of what only the containers of a pod could do. */
  private ApiException containerless(ResourceType type, Request request, String why) {
    Item pod = existing(type, request.target());
    String name = pod.key().name();
    if (pod.json().path("spec").path("nodeName").asText().isEmpty()) {
      return ApiException.badRequest("pod " + name + " does not have a host assigned");
    }
    return ApiException.of(
        501, "NotImplemented", "the containers of pod " + name + " are simulated: " + why);
  }

  private static ObjectNode created(Request request) {
    if (request.verb() != Verb.CREATE || !(request.body() instanceof ObjectNode body)) {
      throw ApiException.methodNotAllowed();
    }
    return body;
  }

  private Answer scale(ResourceType type, Request request) {
    ScalePaths paths = type.behaviour().scale().orElseThrow(ApiException::noSuchResource);
    return switch (request.verb()) {
      case GET -> answer(200, Scales.of(existing(type, request.target()), paths));
      case UPDATE, PATCH -> {
        Item item =
            writes.change(
                type,
                request.target(),
                request.params().dryRun(),
                (object, old) -> {
                  rescale(type, request, paths, object, old);
                  ManagedFields.update(
                      old.json(),
                      object,
                      type.behaviour().shape(),
                      Managers.of(type, request),
                      Times.seconds(surroundings.clock().instant()));
                });
        yield answer(200, Scales.of(item, paths));
      }
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private static void rescale(
      ResourceType type, Request request, ScalePaths paths, ObjectNode object, Item old) {
    ObjectNode scale = Scales.of(old, paths);
    if (request.verb() == Verb.UPDATE) {
      scale = ((ObjectNode) request.body()).deepCopy();
    } else if (request.patchType().equals(Optional.of(PatchType.JSON))) {
      scale = (ObjectNode) JsonPatch.apply(scale, (ArrayNode) request.body());
    } else {
      MergePatch.apply(scale, (ObjectNode) request.body());
    }
    String version = scale.path("metadata").path("resourceVersion").asText();
    if (!version.isEmpty() && !version.equals(Long.toString(old.revision()))) {
      throw ApiException.modified(type.groupResource(), request.target().name());
    }
    int replicas = scale.path("spec").path("replicas").asInt();
    if (replicas < 0) {
      throw ApiException.invalid(
          "autoscaling",
          "Scale",
          request.target().name(),
          List.of(
              new FieldError(
                  FieldError.INVALID,
                  "spec.replicas",
                  "Invalid value: " + replicas + ": must be greater than or equal to 0")));
    }
    Scales.apply(object, paths, replicas);
    Generations.goOn(type, object, old.json());
  }

  Answer bind(ResourceType type, Request request) {
    ObjectNode binding = created(request);
    String node = binding.path("target").path("name").asText();
    if (node.isEmpty()) {
      throw ApiException.invalid(
          "", "Binding", request.target().name(), List.of(FieldError.required("target.name", "")));
    }
    writes.change(
        type,
        request.target(),
        request.params().dryRun(),
        (pod, old) -> bind(type, binding, node, pod, old));
    return answer(201, Statuses.created());
  }

  private void bind(ResourceType type, ObjectNode binding, String node, ObjectNode pod, Item old) {
    String name = old.key().name();
    GroupResource bindings = new GroupResource("", "pods/binding");
    String uid = binding.path("metadata").path("uid").asText();
    if (!uid.isEmpty() && !uid.equals(old.uid())) {
      throw ApiException.conflict(
          bindings,
          name,
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + old.uid());
    }
    if (old.isBeingDeleted()) {
      throw ApiException.conflict(
          bindings, name, "pod " + name + " is being deleted, cannot be assigned to a host");
    }
    String assigned = pod.path("spec").path("nodeName").asText();
    if (!assigned.isEmpty()) {
      throw ApiException.conflict(
          bindings, name, "pod " + name + " is already assigned to node \"" + assigned + "\"");
    }
    ((ObjectNode) pod.get("spec")).put("nodeName", node);
    JsonNode annotations = binding.path("metadata").path("annotations");
    if (annotations instanceof ObjectNode added && !added.isEmpty()) {
      Json.child((ObjectNode) pod.get("metadata"), "annotations").setAll(added);
    }
    Conditions.set(
        Json.child(pod, "status"),
        "PodScheduled",
        "True",
        Times.seconds(surroundings.clock().instant()));
  }

  private Answer token(ResourceType type, ObjectNode body, Request request) {
    Item account = existing(type, request.target());
    ObjectNode review = body.deepCopy();
    review.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    ObjectNode metadata = Json.child(review, "metadata");
    metadata.put("name", account.key().name()).put("namespace", account.key().namespace());
    ObjectNode spec = Json.child(review, "spec");
    long seconds = spec.path("expirationSeconds").asLong(DEFAULT_EXPIRATION);
    spec.put("expirationSeconds", seconds);
    Instant expires = surroundings.clock().instant().plusSeconds(seconds);
    review
        .putObject("status")
        .put(
            "token",
            surroundings
                .tokens()
                .issue(account.key().namespace(), account.key().name(), surroundings.names().uid()))
        .put("expirationTimestamp", Times.seconds(expires));
    return answer(201, review);
  }

  /** The only way to the finalizers in a namespace's spec. */
  private Answer finish(ResourceType type, Request request) {
    if (request.verb() != Verb.UPDATE || !(request.body() instanceof ObjectNode body)) {
      throw ApiException.methodNotAllowed();
    }
    Item item =
        writes.change(
            type,
            request.target(),
            request.params().dryRun(),
            (namespace, old) -> {
              String version = body.path("metadata").path("resourceVersion").asText();
              if (!version.isEmpty() && !version.equals(Long.toString(old.revision()))) {
                throw ApiException.modified(type.groupResource(), old.key().name());
              }
              ArrayNode finalizers = Json.array();
              body.path("spec").path("finalizers").forEach(finalizers::add);
              Json.child(namespace, "spec").set("finalizers", finalizers);
            });
    return new Answer.Stored(200, type, item, List.of());
  }

  private Item existing(ResourceType type, Target target) {
    return store
        .get(type.storage(), new ObjectKey(target.namespace(), target.name()))
        .orElseThrow(() -> ApiException.notFound(type.groupResource(), target.name()));
  }

  private static Answer answer(int code, ObjectNode object) {
    return new Answer.Made(code, Optional.empty(), object, List.of());
  }
}
