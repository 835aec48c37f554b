package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.List;

/** Keeps status and the rest apart: who writes the one cannot change the other. Pure. */
final class StatusParts {

  private StatusParts() {}

  /** Takes the status as it was. */
  static void keepStatus(ObjectNode object, ObjectNode before) {
    copy(object, before, "status");
  }

  /**
   * Takes everything but the status as it was. Of a custom resource's metadata only bookkeeping may
   * change; a built-in kind's can be written by way of its status too, all but what says to whom it
   * belongs.
   */
  static void takeStatusOnly(ResourceType type, ObjectNode object, ObjectNode before) {
    JsonNode metadata = object.path("metadata").deepCopy();
    takeStatus(object, before);
    if (!type.has(Trait.CUSTOM)) {
      object.set("metadata", metadata);
      String kept = type.plural().equals("deployments") ? "labels" : "ownerReferences";
      copy((ObjectNode) metadata, (ObjectNode) before.path("metadata"), kept);
    }
  }

  private static void takeStatus(ObjectNode object, ObjectNode before) {
    JsonNode status = object.get("status");
    JsonNode managedFields = object.path("metadata").get("managedFields");
    JsonNode version = object.path("metadata").get("resourceVersion");
    object.removeAll();
    object.setAll(before.deepCopy());
    object.remove("status");
    if (status != null) {
      object.set("status", status);
    }
    ObjectNode metadata = Json.child(object, "metadata");
    set(metadata, "managedFields", managedFields);
    set(metadata, "resourceVersion", version);
  }

  private static void copy(ObjectNode object, ObjectNode before, String field) {
    if (before.has(field)) {
      object.set(field, before.get(field).deepCopy());
    } else {
      object.remove(List.of(field));
    }
  }

  private static void set(ObjectNode object, String field, JsonNode value) {
    if (value != null) {
      object.set(field, value);
    }
  }
}
