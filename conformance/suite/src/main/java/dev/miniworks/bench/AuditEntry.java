package dev.miniworks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;

/**
 * One request as the API server saw it, from its audit log.
 *
 * @param received when the server had it
 * @param answered when the server had answered it
 * @param user who sent it
 * @param agent the program that sent it, as it calls itself
 * @param verb such as create, update, patch, delete, list
 * @param resource plural, empty for a request that concerns none
 * @param subresource such as status, empty without one
 * @param namespace empty for none
 * @param name empty when the request names no object
 * @param code the answer's HTTP status
 */
record AuditEntry(
    Instant received,
    Instant answered,
    String user,
    String agent,
    String verb,
    String resource,
    String subresource,
    String namespace,
    String name,
    int code) {

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  static AuditEntry of(JsonNode json) {
    var object = json.path("objectRef");
    return new AuditEntry(
        Instant.parse(json.path("requestReceivedTimestamp").asText()),
        Instant.parse(json.path("stageTimestamp").asText()),
        json.path("user").path("username").asText(),
        json.path("userAgent").asText(),
        json.path("verb").asText(),
        object.path("resource").asText(),
        object.path("subresource").asText(),
        object.path("namespace").asText(),
        object.path("name").asText(),
        json.path("responseStatus").path("code").asInt());
  }

  /** Whether it changes something, or tries to. */
  boolean isWrite() {
    return WRITES.contains(verb);
  }

  boolean isEvent() {
    return resource.equals("events");
  }

  boolean succeeded() {
    return code >= 200 && code < 300;
  }

  boolean is(String wantedVerb, String wantedResource, String wantedSubresource) {
    return verb.equals(wantedVerb)
        && resource.equals(wantedResource)
        && subresource.equals(wantedSubresource);
  }

  /** Verb and resource; a mini kind goes under the built-in kind's name, for comparison. */
  String request() {
    var kind = resource.startsWith("mini") ? resource.substring("mini".length()) : resource;
    return verb + " " + kind + (subresource.isEmpty() ? "" : "/" + subresource);
  }
}
