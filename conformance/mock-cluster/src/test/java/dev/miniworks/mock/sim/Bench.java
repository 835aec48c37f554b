package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.miniworks.mock.MockCluster;
import dev.miniworks.mock.SimulatedClock;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cluster with simulated nodes whose time a test moves, and short ways to its objects. */
final class Bench implements AutoCloseable {

  private static final YAMLMapper YAML = new YAMLMapper();

  private final SimulatedClock clock = SimulatedClock.at(Instant.parse("2026-01-01T00:00:00Z"));
  private final MockCluster cluster;
  private final Client client;

  Bench(int nodes) {
    cluster = MockCluster.builder().clock(clock).nodes(nodes).seed(7).start();
    client = cluster.actor(Actor.system("test"));
  }

  MockCluster cluster() {
    return cluster;
  }

  Client client() {
    return client;
  }

  /** Moves the time; all that follows has happened then. */
  void advance(String time) {
    clock.advance(GoDuration.parse(time).orElseThrow());
  }

  /** Waits until all has happened that needs no time. */
  void settle() {
    clock.advance(Duration.ZERO);
  }

  /** Creates a pod of one container, with more in its metadata and spec, both in flow style. */
  void pod(String name, String metadata, String spec) {
    String containers =
        spec.contains("containers:") ? "" : "containers: [{name: c, image: 'a:1'}], ";
    create(
        "v1",
        "pods",
        "{apiVersion: v1, kind: Pod, metadata: {name: %s, %s}, spec: {%s%s}}"
            .formatted(name, metadata, containers, spec));
    settle();
  }

  /** A pod that is steered by one annotation. */
  void annotated(String name, String annotation, String value) {
    pod(name, "annotations: {sim.miniworks.dev/%s: '%s'}".formatted(annotation, value), "");
  }

  ObjectNode create(String apiVersion, String resource, String yaml) {
    ObjectNode object = read(yaml);
    String namespace =
        resource.equals("nodes") || resource.equals("priorityclasses") ? "" : "default";
    ObjectNode created = client.create(apiVersion, resource, namespace, object);
    settle();
    return created;
  }

  void patch(String resource, String name, String subresource, String yaml) {
    String namespace = resource.equals("nodes") ? "" : "default";
    client.patch("v1", resource, namespace, name, subresource, PatchType.STRATEGIC, read(yaml));
    settle();
  }

  void delete(String resource, String name) {
    client.delete("v1", resource, resource.equals("nodes") ? "" : "default", name, Json.object());
    settle();
  }

  Optional<ObjectNode> find(String resource, String name) {
    return client.get("v1", resource, resource.equals("nodes") ? "" : "default", name);
  }

  JsonNode get(String resource, String name, String path) {
    return Json.at(find(resource, name).orElseThrow(), path);
  }

  String text(String pod, String path) {
    return get("pods", pod, path).asText();
  }

  /** The status of a pod's condition; empty when it has none. */
  String condition(String pod, String type) {
    return Conditions.find(find("pods", pod).orElseThrow(), type)
        .map(condition -> condition.path("status").asText())
        .orElse("");
  }

  /** The events about an object, as {@code REASON: MESSAGE}. */
  List<String> events(String name) {
    return client.list("v1", "events", "").stream()
        .filter(event -> Json.at(event, "involvedObject.name").asText().equals(name))
        .map(event -> event.path("reason").asText() + ": " + event.path("message").asText())
        .toList();
  }

  static ObjectNode read(String yaml) {
    try {
      return (ObjectNode) YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
