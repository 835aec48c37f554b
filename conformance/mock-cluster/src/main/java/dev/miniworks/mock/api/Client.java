package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Item;
import java.util.List;
import java.util.Optional;

/**
 * The API for those who live in the same JVM: every call goes the way of an HTTP request behind its
 * decoding, with the same checks, history and faults. What is read is shared and never to be
 * changed; {@link ObjectNode#deepCopy} comes first. Refusals are {@link ApiException}s.
 *
 * <p>A resource is named by its apiVersion, such as {@code v1} or {@code apps/v1}, and its plural.
 * The namespace of cluster-scoped objects is empty, as is that of lists over all namespaces.
 */
public final class Client {

  private final Handler handler;
  private final Actor actor;

  public Client(Handler handler, Actor actor) {
    this.handler = handler;
    this.actor = actor;
  }

  /** The beginning of an object. */
  public static ObjectNode named(String apiVersion, String kind, String name) {
    ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
    object.putObject("metadata").put("name", name);
    return object;
  }

  /** One object; empty when there is none. */
  public Optional<ObjectNode> get(
      String apiVersion, String resource, String namespace, String name) {
    try {
      return Optional.of(
          object(Verb.GET, target(apiVersion, resource, namespace, name), Params.NONE));
    } catch (ApiException e) {
      if (e.code() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public List<ObjectNode> list(String apiVersion, String resource, String namespace) {
    return list(apiVersion, resource, namespace, Params.NONE);
  }

  /** The objects that the parameters select, such as by {@code labelSelector}. */
  public List<ObjectNode> list(
      String apiVersion, String resource, String namespace, Params params) {
    Answer.Listed listed = page(apiVersion, resource, namespace, params);
    return listed.page().items().stream().map(listed.type()::view).toList();
  }

  /** A list with its version and, if it was limited, the token with which it goes on. */
  public Answer.Listed page(String apiVersion, String resource, String namespace, Params params) {
    Answer answer =
        handler.handle(
            Request.of(actor, Verb.LIST, target(apiVersion, resource, namespace, ""), params));
    if (answer instanceof Answer.Listed listed) {
      return listed;
    }
    throw unexpected(answer);
  }

  /** A watch, to be closed by the caller; see {@link WatchStream}. */
  public WatchStream watch(String apiVersion, String resource, String namespace, Params params) {
    Answer answer =
        handler.handle(
            Request.of(
                actor,
                Verb.WATCH,
                target(apiVersion, resource, namespace, ""),
                params.with("watch", "true")));
    if (answer instanceof Answer.Watching watching) {
      return watching.stream();
    }
    throw unexpected(answer);
  }

  public ObjectNode create(
      String apiVersion, String resource, String namespace, ObjectNode object) {
    return send(Verb.CREATE, target(apiVersion, resource, namespace, ""), object, Params.NONE);
  }

  /** Puts an object in the place of the stored one, if it is of that one's version. */
  public ObjectNode update(
      String apiVersion, String resource, String namespace, ObjectNode object) {
    return send(
        Verb.UPDATE, target(apiVersion, resource, namespace, nameOf(object)), object, Params.NONE);
  }

  /** Puts an object's status in the place of the stored one's. */
  public ObjectNode updateStatus(
      String apiVersion, String resource, String namespace, ObjectNode object) {
    return updatePart(apiVersion, resource, namespace, "status", object);
  }

  /** Updates by way of a subresource. */
  public ObjectNode updatePart(
      String apiVersion, String resource, String namespace, String subresource, ObjectNode object) {
    Target target = target(apiVersion, resource, namespace, nameOf(object));
    return send(Verb.UPDATE, part(target, subresource), object, Params.NONE);
  }

  /** Applies a patch; the subresource is empty for the object itself. */
  public ObjectNode patch(
      String apiVersion,
      String resource,
      String namespace,
      String name,
      String subresource,
      PatchType type,
      JsonNode patch) {
    Target target = part(target(apiVersion, resource, namespace, name), subresource);
    Request request =
        new Request(actor, Verb.PATCH, target, Params.NONE, patch, Optional.of(type), List.of());
    return object(handler.handle(request));
  }

  /** Creates what a subresource takes, such as a pod's binding. */
  public ObjectNode createPart(
      String apiVersion,
      String resource,
      String namespace,
      String name,
      String subresource,
      ObjectNode object) {
    Target target = part(target(apiVersion, resource, namespace, name), subresource);
    return send(Verb.CREATE, target, object, Params.NONE);
  }

  /** Deletes by options such as {@code preconditions} or {@code propagationPolicy}. */
  public void delete(
      String apiVersion, String resource, String namespace, String name, ObjectNode options) {
    send(Verb.DELETE, target(apiVersion, resource, namespace, name), options, Params.NONE);
  }

  /** {@link #delete} of what may be gone already. */
  public void deleteIfPresent(
      String apiVersion, String resource, String namespace, String name, ObjectNode options) {
    try {
      delete(apiVersion, resource, namespace, name, options);
    } catch (ApiException e) {
      if (e.code() != 404) {
        throw e;
      }
    }
  }

  /** Deletes all objects of a resource in a namespace. */
  public void deleteAll(String apiVersion, String resource, String namespace) {
    handler.handle(
        Request.of(
            actor,
            Verb.DELETECOLLECTION,
            target(apiVersion, resource, namespace, ""),
            Params.NONE));
  }

  private ObjectNode object(Verb verb, Target target, Params params) {
    return object(handler.handle(Request.of(actor, verb, target, params)));
  }

  private ObjectNode send(Verb verb, Target target, ObjectNode object, Params params) {
    return object(handler.handle(Request.of(actor, verb, target, params, object)));
  }

  private static ObjectNode object(Answer answer) {
    if (answer instanceof Answer.Stored stored) {
      Item item = stored.item();
      return stored.type().view(item);
    }
    if (answer instanceof Answer.Made made) {
      return made.object();
    }
    throw unexpected(answer);
  }

  private static ApiException unexpected(Answer answer) {
    return ApiException.of(504, "Timeout", "no answer: " + answer);
  }

  private static String nameOf(ObjectNode object) {
    return object.path("metadata").path("name").asText();
  }

  private static Target target(String apiVersion, String resource, String namespace, String name) {
    int slash = apiVersion.indexOf('/');
    return new Target(
        slash < 0 ? "" : apiVersion.substring(0, slash),
        apiVersion.substring(slash + 1),
        resource,
        namespace,
        name,
        "");
  }

  private static Target part(Target target, String subresource) {
    return new Target(
        target.group(),
        target.version(),
        target.resource(),
        target.namespace(),
        target.name(),
        subresource);
  }
}
