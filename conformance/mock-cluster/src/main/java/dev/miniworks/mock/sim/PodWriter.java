package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.ObjectKey;

/** Writes to exactly this pod, never to another that has taken its name. */
final class PodWriter {

  private final Client client;

  PodWriter(Client client) {
    this.client = client;
  }

  /** Lays a part of a status over the pod's. */
  void patchStatus(ObjectNode pod, ObjectNode status) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").set("uid", Json.at(pod, "metadata.uid"));
    patch.set("status", status);
    ObjectKey key = keyOf(pod);
    client.patch("v1", "pods", key.namespace(), key.name(), "status", PatchType.STRATEGIC, patch);
  }

  /** Sets one condition, which brings its own times. */
  void patchCondition(ObjectNode pod, ObjectNode condition) {
    ObjectNode status = Json.object();
    status.putArray("conditions").add(condition);
    patchStatus(pod, status);
  }

  /** Says that the pod is about to be ended, and by whom. */
  void markDisrupted(ObjectNode pod, ObjectNode status, String reason, String message, String now) {
    status
        .putArray("conditions")
        .addObject()
        .put("type", "DisruptionTarget")
        .put("status", "True")
        .put("reason", reason)
        .put("message", message)
        .put("lastTransitionTime", now)
        .put("observedGeneration", Json.at(pod, "metadata.generation").asLong());
    patchStatus(pod, status);
  }

  /** Deletes it with the grace that it asks for. */
  void delete(ObjectNode pod) {
    delete(pod, Json.object());
  }

  /** Deletes it at once: nothing of it runs any more. */
  void deleteNow(ObjectNode pod) {
    delete(pod, Json.object().put("gracePeriodSeconds", 0));
  }

  private void delete(ObjectNode pod, ObjectNode options) {
    options.putObject("preconditions").set("uid", Json.at(pod, "metadata.uid"));
    ObjectKey key = keyOf(pod);
    client.deleteIfPresent("v1", "pods", key.namespace(), key.name(), options);
  }

  static ObjectKey keyOf(ObjectNode object) {
    return new ObjectKey(
        Json.at(object, "metadata.namespace").asText(), Json.at(object, "metadata.name").asText());
  }
}
