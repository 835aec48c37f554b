package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.GroupResource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request that is refused, with the Status object that says why. */
public final class ApiException extends RuntimeException {

  private final transient ObjectNode status;
  private final transient List<String> warnings;

  private ApiException(ObjectNode status) {
    this(status, List.of());
  }

  private ApiException(ObjectNode status, List<String> warnings) {
    super(status.path("message").asText(), null, false, false);
    this.status = status;
    this.warnings = warnings;
  }

  /** A failure of this code and reason, without details. */
  public static ApiException of(int code, String reason, String message) {
    ObjectNode status = Statuses.failure(code, message);
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    return new ApiException(status);
  }

  public static ApiException notFound(GroupResource resource, String name) {
    return about(404, "NotFound", resource, name, resource + " \"" + name + "\" not found");
  }

  public static ApiException alreadyExists(GroupResource resource, String name) {
    return about(
        409, "AlreadyExists", resource, name, resource + " \"" + name + "\" already exists");
  }

  public static ApiException conflict(GroupResource resource, String name, String why) {
    return about(
        409,
        "Conflict",
        resource,
        name,
        "Operation cannot be fulfilled on " + resource + " \"" + name + "\": " + why);
  }

  /** A write that was made from a version that is no longer the stored one. */
  public static ApiException modified(GroupResource resource, String name) {
    return conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  public static ApiException forbidden(GroupResource resource, String name, String why) {
    return about(
        403,
        "Forbidden",
        resource,
        name,
        resource + (name.isEmpty() ? "" : " \"" + name + "\"") + " is forbidden: " + why);
  }

  public static ApiException badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  public static ApiException internal(String message) {
    return of(500, "", message);
  }

  public static ApiException methodNotAllowed() {
    ApiException refused =
        of(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource");
    refused.status.putObject("details");
    return refused;
  }

  /** A path under a group that exists to a resource that does not. */
  public static ApiException noSuchResource() {
    ApiException refused = of(404, "NotFound", "the server could not find the requested resource");
    refused.status.putObject("details");
    return refused;
  }

  public static ApiException expired(String message) {
    return of(410, "Expired", message);
  }

  public static ApiException tooLargeVersion(long asked, long current) {
    ApiException refused =
        of(
            504,
            "Timeout",
            "Timeout: Too large resource version: " + asked + ", current: " + current);
    ObjectNode details = refused.status.putObject("details");
    details
        .putArray("causes")
        .addObject()
        .put("reason", "ResourceVersionTooLarge")
        .put("message", "Too large resource version");
    details.put("retryAfterSeconds", 1);
    return refused;
  }

  /** An object, or options, with wrong fields. */
  public static ApiException invalid(
      String group, String kind, String name, List<FieldError> errors) {
    String all =
        errors.stream()
            .map(error -> (error.field().isEmpty() ? "" : error.field() + ": ") + error.message())
            .distinct()
            .collect(Collectors.joining(", "));
    String qualified = group.isEmpty() ? kind : kind + "." + group;
    ApiException refused =
        of(
            422,
            "Invalid",
            qualified
                + " \""
                + name
                + "\" is invalid: "
                + (errors.size() == 1 ? all : "[" + all + "]"));
    ObjectNode details = details(refused.status, group, kind, name);
    ArrayNode causes = details.putArray("causes");
    errors.forEach(
        error ->
            causes
                .addObject()
                .put("reason", error.reason())
                .put("message", error.message())
                .put("field", error.field()));
    return refused;
  }

  /** This failure with warnings before those that it has. */
  public ApiException warning(List<String> more) {
    return more.isEmpty()
        ? this
        : new ApiException(status, Stream.concat(more.stream(), warnings.stream()).toList());
  }

  /** What the client is warned of besides. */
  public List<String> warnings() {
    return warnings;
  }

  /** This failure with one more cause. */
  public ApiException because(String reason, String message, String field) {
    ObjectNode copy = status.deepCopy();
    ObjectNode details = Json.child(copy, "details");
    ArrayNode causes =
        details.get("causes") instanceof ArrayNode array ? array : details.putArray("causes");
    ObjectNode cause = causes.addObject().put("reason", reason).put("message", message);
    if (!field.isEmpty()) {
      cause.put("field", field);
    }
    return new ApiException(copy, warnings);
  }

  /** This failure with the advice to come again later. */
  public ApiException retryAfter(int seconds) {
    ObjectNode copy = status.deepCopy();
    Json.child(copy, "details").put("retryAfterSeconds", seconds);
    return new ApiException(copy, warnings);
  }

  /** This failure with empty details, which the API server writes for some. */
  public ApiException withDetails() {
    ObjectNode copy = status.deepCopy();
    Json.child(copy, "details");
    return new ApiException(copy, warnings);
  }

  private static ApiException about(
      int code, String reason, GroupResource resource, String name, String message) {
    ApiException refused = of(code, reason, message);
    details(refused.status, resource.group(), resource.resource(), name);
    return refused;
  }

  private static ObjectNode details(ObjectNode status, String group, String kind, String name) {
    ObjectNode details = status.putObject("details");
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    return kind.isEmpty() ? details : details.put("kind", kind);
  }

  /** The Status object; never to be changed. */
  public ObjectNode status() {
    return status;
  }

  public int code() {
    return status.path("code").asInt();
  }

  public String reason() {
    return status.path("reason").asText();
  }
}
