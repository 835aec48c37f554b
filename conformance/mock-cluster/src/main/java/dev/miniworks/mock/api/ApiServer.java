package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.store.ObjectStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The API without its transport: takes requests apart and has the parts answer them. */
public final class ApiServer implements Handler {

  private final ObjectStore store;
  private final Registry registry;
  private final Lists lists;
  private final Writes writes;
  private final Deletions deletions;
  private final Subresources subresources;
  private final Reviews reviews;
  private final BiConsumer<WatchStream, WatchEvent> witness;

  /**
   * @param witness hears of every event that a watch hands out
   */
  public ApiServer(
      ObjectStore store,
      Registry registry,
      Surroundings surroundings,
      BiConsumer<WatchStream, WatchEvent> witness) {
    this.store = store;
    this.registry = registry;
    this.witness = witness;
    this.lists = new Lists(store);
    this.deletions = new Deletions(store, surroundings.clock());
    this.writes =
        new Writes(
            store, surroundings, new ClusterAdmission(store, surroundings.names()), deletions);
    this.subresources = new Subresources(store, surroundings, writes, deletions);
    this.reviews = new Reviews(surroundings.tokens());
    registry.all().forEach(this::open);
  }

  public Registry registry() {
    return registry;
  }

  /** Makes room for the objects of a resource. */
  public void open(ResourceType type) {
    if (!type.has(Trait.REVIEW)) {
      Map<String, String> selectable = type.behaviour().selectable();
      store.open(type.storage(), object -> fields(selectable, object));
    }
  }

  private static Map<String, String> fields(Map<String, String> selectable, ObjectNode object) {
    if (selectable.isEmpty()) {
      return Map.of();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    selectable.forEach((name, path) -> fields.put(name, Fields.text(object, path)));
    return fields;
  }

  @Override
  public Answer handle(Request request) {
    ResourceType type = registry.get(request.target());
    String subresource = request.target().subresource();
    boolean status = subresource.equals("status");
    if (type.kind().equals("Binding")) {
      return subresources.bind(pods(), binding(request));
    }
    if (type.has(Trait.REVIEW)) {
      return reviews.handle(type, request);
    }
    if (!subresource.isEmpty() && !type.subresources().contains(subresource)) {
      throw ApiException.noSuchResource();
    }
    if (!subresource.isEmpty() && !status) {
      return subresources.handle(type, request);
    }
    return switch (request.verb()) {
      case GET -> lists.get(type, request.target());
      case LIST -> lists.list(type, request.target(), request.params());
      case WATCH -> new Answer.Watching(WatchStream.open(request, type, store, witness));
      case CREATE -> writes.create(type, withObject(request));
      case UPDATE -> writes.update(type, withObject(request));
      case PATCH -> writes.patch(type, withPatch(type, request));
      case DELETE -> deletions.delete(type, request);
      case DELETECOLLECTION -> deletions.deleteAll(type, request);
    };
  }

  private ResourceType pods() {
    return registry.find("", "v1", "pods").orElseThrow();
  }

  /** The older way of binding a pod, at which the body says which. */
  private static Request binding(Request request) {
    Target target = request.target();
    String pod = request.body().path("metadata").path("name").asText();
    return Request.of(
        request.actor(),
        request.verb(),
        new Target("", "v1", "pods", target.namespace(), pod, "binding"),
        request.params(),
        request.body());
  }

  private static Request withObject(Request request) {
    if (request.body() instanceof ObjectNode) {
      return request;
    }
    throw ApiException.badRequest("an object is required");
  }

  private static Request withPatch(ResourceType type, Request request) {
    JsonNode body = request.body();
    PatchType patchType = request.patchType().orElseThrow(ApiServer::unknownPatch);
    if (patchType == PatchType.STRATEGIC && type.has(Trait.CUSTOM)) {
      throw ApiException.of(
          415,
          "UnsupportedMediaType",
          "the body of the request was in an unknown format - accepted media types include:"
              + " application/json-patch+json, application/merge-patch+json,"
              + " application/apply-patch+yaml");
    }
    checkShape(patchType, body);
    boolean forces = request.params().text("force").isPresent();
    if (forces && patchType != PatchType.APPLY) {
      throw ApiException.invalid(
          "meta.k8s.io",
          "PatchOptions",
          "",
          List.of(
              new FieldError(
                  "FieldValueForbidden",
                  "force",
                  "Forbidden: may not be specified for non-apply patch")));
    }
    return request;
  }

  private static void checkShape(PatchType type, JsonNode body) {
    String operation = "handlers.jsonPatchOp";
    if (type == PatchType.JSON) {
      if (!body.isArray()) {
        throw unfit("error decoding patch: ", body, "[]" + operation);
      }
      body.valueStream()
          .filter(element -> !element.isObject())
          .findFirst()
          .ifPresent(
              element -> {
                throw unfit("error decoding patch: ", element, operation);
              });
    } else if (!body.isObject()) {
      throw unfit(
          type == PatchType.STRATEGIC ? "" : "error decoding patch: ",
          body,
          "map[string]interface {}");
    }
  }

  private static ApiException unfit(String before, JsonNode body, String type) {
    String found =
        switch (body.getNodeType()) {
          case ARRAY -> "array";
          case OBJECT -> "object";
          case STRING -> "string";
          case NUMBER -> "number";
          case BOOLEAN -> "bool";
          default -> "null";
        };
    return ApiException.badRequest(
        before + "json: cannot unmarshal " + found + " into Go value of type " + type);
  }

  private static ApiException unknownPatch() {
    return ApiException.of(415, "UnsupportedMediaType", "415: Unsupported Media Type");
  }
}
