package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An object of a known kind, as the API server sent it. */
record Resource(Kind kind, JsonNode json) {

  /** An item of a list, which does not say again what it is, as an object of its own. */
  static Resource ofList(Kind kind, ObjectNode item) {
    var whole = JsonNodeFactory.instance.objectNode();
    whole.put("apiVersion", kind.api().apiVersion()).put("kind", kind.api().kind());
    whole.setAll(item);
    return new Resource(kind, whole);
  }

  String name() {
    return json.path("metadata").path("name").asText();
  }

  String namespace() {
    return json.path("metadata").path("namespace").asText();
  }

  String uid() {
    return json.path("metadata").path("uid").asText();
  }

  JsonNode spec() {
    return json.path("spec");
  }

  JsonNode status() {
    return json.path("status");
  }

  JsonNode template() {
    return spec().path("template");
  }

  JsonNode annotations() {
    return json.path("metadata").path("annotations");
  }

  Optional<String> annotation(String key) {
    return Optional.ofNullable(annotations().get(key)).map(JsonNode::asText);
  }

  boolean paused() {
    return spec().path("paused").asBoolean();
  }

  String path() {
    return kind.api().path(namespace(), name());
  }

  /** {@code deployment.apps/web}: how results call it. */
  String outputName() {
    return kind.outputName() + "/" + name();
  }

  /** {@code deployments.apps "web"}: how failures call it. */
  String quoted() {
    return "%s \"%s\"".formatted(kind.resource(), name());
  }
}
