package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import java.time.Instant;

/** Writes events about objects, when there is nothing more urgent to do. */
final class Recorder {

  private final Loop loop;
  private final Client client;
  private final String component;
  private long written;

  Recorder(Loop loop, Client client, String component) {
    this.loop = loop;
    this.client = client;
    this.component = component;
  }

  /** An event in the form of controllers, which counts how often it came. */
  void record(ObjectNode about, String type, String reason, String message) {
    Instant now = loop.now();
    ObjectNode event = event("v1", about, now);
    event.set("involvedObject", reference(about));
    event.put("type", type).put("reason", reason).put("message", message);
    event.put("firstTimestamp", Moments.seconds(now)).put("lastTimestamp", Moments.seconds(now));
    event.put("count", 1).putNull("eventTime");
    event.putObject("source").put("component", component);
    event.put("reportingComponent", component).put("reportingInstance", "");
    create("v1", event);
  }

  /** An event in the form of the scheduler, which names what was being done. */
  void record(ObjectNode about, String type, String reason, String action, String note) {
    Instant now = loop.now();
    ObjectNode event = event("events.k8s.io/v1", about, now);
    event.set("regarding", reference(about));
    event.put("type", type).put("reason", reason).put("action", action).put("note", note);
    event.put("eventTime", Moments.micros(now));
    event.put("reportingController", component).put("reportingInstance", component + "-mock");
    create("events.k8s.io/v1", event);
  }

  private ObjectNode event(String apiVersion, ObjectNode about, Instant now) {
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    // several events of one object may fall into one tick of the clock
    String name =
        Json.at(about, "metadata.name").asText() + "." + Long.toHexString(nanos + written++);
    return Client.named(apiVersion, "Event", name);
  }

  private void create(String apiVersion, ObjectNode event) {
    String field = apiVersion.equals("v1") ? "involvedObject" : "regarding";
    String home = event.path(field).path("namespace").asText();
    String namespace = home.isEmpty() ? "default" : home;
    loop.atLeisure(() -> client.create(apiVersion, "events", namespace, event));
  }

  private static ObjectNode reference(ObjectNode object) {
    ObjectNode reference = Json.object();
    reference.set("apiVersion", object.path("apiVersion"));
    reference.set("kind", object.path("kind"));
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    for (String field : new String[] {"namespace", "name", "uid", "resourceVersion"}) {
      if (metadata.has(field)) {
        reference.set(field, metadata.get(field));
      }
    }
    return reference;
  }
}
