package dev.miniworks.mock.http;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Params;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.Request;
import dev.miniworks.mock.api.ResourceType;
import dev.miniworks.mock.api.Target;
import dev.miniworks.mock.api.Trait;
import dev.miniworks.mock.api.Verb;
import dev.miniworks.mock.http.BodyReader.Body;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a request of what came over the wire. */
final class RequestReader {

  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String OBJECT_TYPES =
      "application/json, application/yaml, application/vnd.kubernetes.protobuf";

  /** Subresources that are asked for with parameters and become connections. */
  private static final Set<String> STREAMS = Set.of("exec", "attach", "portforward");

  private final Registry registry;

  RequestReader(Registry registry) {
    this.registry = registry;
  }

  /**
   * Reads a request for a resource.
   *
   * @throws ApiException when it makes no sense
   */
  Request read(
      Actor actor,
      String method,
      Target path,
      Params parameters,
      Optional<String> contentType,
      byte[] bytes) {
    ResourceType type = registry.get(path);
    Target target = checked(type, path, method);
    Verb verb = verb(method, target, parameters);
    Params params = parameters;
    if (verb == Verb.WATCH && !target.name().isEmpty()) {
      params = params.with("fieldSelector", "metadata.name=" + target.name());
      target = target.named("");
    }
    String media = contentType.map(MediaTypes::bare).orElse("application/json");
    Optional<PatchType> patchType = verb == Verb.PATCH ? PatchType.of(media) : Optional.empty();
    Body body = body(verb, type, target, media, patchType, bytes);
    return new Request(
        actor,
        verb,
        target,
        params,
        body.json(),
        patchType,
        body.duplicates().stream().map(path1 -> "duplicate field \"" + path1 + "\"").toList());
  }

  private static Target checked(ResourceType type, Target target, String method) {
    boolean collection = target.name().isEmpty();
    if (!type.namespaced() && !target.namespace().isEmpty()) {
      throw ApiException.noSuchResource();
    }
    if (type.namespaced() && target.namespace().isEmpty() && !type.has(Trait.REVIEW)) {
      if (!collection) {
        throw ApiException.noSuchResource();
      }
      if (!method.equals("GET")) {
        throw ApiException.methodNotAllowed();
      }
    }
    return target;
  }

  private static Verb verb(String method, Target target, Params params) {
    boolean collection = target.name().isEmpty();
    return switch (method) {
      case "GET", "HEAD" -> params.watches() ? Verb.WATCH : collection ? Verb.LIST : Verb.GET;
      case "POST" -> {
        if (!collection && target.subresource().isEmpty()) {
          throw ApiException.methodNotAllowed();
        }
        yield Verb.CREATE;
      }
      case "PUT" -> named(Verb.UPDATE, collection);
      case "PATCH" -> named(Verb.PATCH, collection);
      case "DELETE" -> collection ? Verb.DELETECOLLECTION : Verb.DELETE;
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private static Verb named(Verb verb, boolean collection) {
    if (collection) {
      throw ApiException.methodNotAllowed();
    }
    return verb;
  }

  private static Body body(
      Verb verb,
      ResourceType type,
      Target target,
      String media,
      Optional<PatchType> patchType,
      byte[] bytes) {
    if (STREAMS.contains(target.subresource())) {
      return Body.NONE;
    }
    return switch (verb) {
      case GET, LIST, WATCH -> new Body(MissingNode.getInstance(), List.of());
      case CREATE, UPDATE ->
          switch (media) {
            case "application/json" -> BodyReader.object(bytes, false, kind(type, target));
            case "application/yaml" -> BodyReader.object(bytes, true, kind(type, target));
            case PROTOBUF -> BodyReader.protobuf(bytes, kind(type, target));
            default -> throw unknownFormat();
          };
      case PATCH -> BodyReader.patch(bytes, patchType.orElseThrow(RequestReader::unknownPatch));
      case DELETE, DELETECOLLECTION ->
          media.equals(PROTOBUF) && bytes.length > 0
              ? BodyReader.protobuf(bytes, "DeleteOptions")
              : BodyReader.options(bytes);
    };
  }

  private static String kind(ResourceType type, Target target) {
    return switch (target.subresource()) {
      case "scale" -> "Scale";
      case "binding" -> "Binding";
      case "eviction" -> "Eviction";
      case "token" -> "TokenRequest";
      default -> type.kind();
    };
  }

  private static ApiException unknownFormat() {
    return ApiException.of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + OBJECT_TYPES);
  }

  private static ApiException unknownPatch() {
    return ApiException.of(415, "UnsupportedMediaType", "415: Unsupported Media Type")
        .withDetails();
  }
}
