package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.ScalePaths;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectStore;
import java.util.Optional;

/** Finds out who wants how many of a pod's kind: the controller that can be scaled. */
final class Controllers {

  private final ObjectStore store;
  private final Registry registry;

  /** A controller and how many pods it wants. */
  record Scaled(String uid, int replicas) {}

  Controllers(ObjectStore store, Registry registry) {
    this.store = store;
    this.registry = registry;
  }

  /** The UID of the object that controls this one. */
  static Optional<String> controllerOf(JsonNode object) {
    return Json.at(object, "metadata.ownerReferences")
        .valueStream()
        .filter(owner -> owner.path("controller").asBoolean())
        .map(owner -> owner.path("uid").asText())
        .findFirst();
  }

  /** Empty when nothing that can be scaled controls the pod. */
  Optional<Scaled> of(ObjectNode pod) {
    return controllerOf(pod).flatMap(store::byUid).map(this::topmost).flatMap(this::scaled);
  }

  /** A Deployment stands for its ReplicaSets. */
  private Item topmost(Item controller) {
    return controllerOf(controller.json())
        .filter(any -> controller.resource().toString().equals("replicasets.apps"))
        .flatMap(store::byUid)
        .filter(owner -> owner.resource().toString().equals("deployments.apps"))
        .orElse(controller);
  }

  private Optional<Scaled> scaled(Item controller) {
    JsonNode json = controller.json();
    return registry
        .ofKind(json.path("apiVersion").asText(), json.path("kind").asText())
        .flatMap(type -> type.behaviour().scale())
        .map(ScalePaths::specReplicas)
        .map(path -> new Scaled(controller.uid(), Json.at(json, path).asInt()));
  }
}
