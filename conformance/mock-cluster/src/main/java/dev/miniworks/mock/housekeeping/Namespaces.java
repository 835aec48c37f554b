package dev.miniworks.mock.housekeeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.ResourceType;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.util.Optional;

/** Furnishes new namespaces, and empties those that are being deleted. */
final class Namespaces {

  static final GroupResource RESOURCE = new GroupResource("", "namespaces");

  private final ObjectStore store;
  private final Registry registry;
  private final Client client;
  private final String certificate;

  /**
   * @param certificate of the API, for the pods to trust
   */
  Namespaces(ObjectStore store, Registry registry, Client client, String certificate) {
    this.store = store;
    this.registry = registry;
    this.client = client;
    this.certificate = certificate;
  }

  static Actor actor() {
    return Actor.system("serviceaccount:kube-system:namespace-controller");
  }

  /** Makes what every namespace has. */
  void furnish(String name) {
    create(name, "serviceaccounts", Client.named("v1", "ServiceAccount", "default"));
    ObjectNode authority = Client.named("v1", "ConfigMap", "kube-root-ca.crt");
    authority.putObject("data").put("ca.crt", certificate);
    authority
        .withObject("/metadata/annotations")
        .put(
            "kubernetes.io/description",
            "The certificate authority by which pods know the API server.");
    create(name, "configmaps", authority);
  }

  /** Whether this is something that every namespace has. */
  static boolean isFurniture(Item item) {
    String name = item.key().name();
    return switch (item.resource().toString()) {
      case "serviceaccounts" -> name.equals("default");
      case "configmaps" -> name.equals("kube-root-ca.crt");
      default -> false;
    };
  }

  private void create(String namespace, String resource, ObjectNode object) {
    try {
      client.create("v1", resource, namespace, object);
    } catch (ApiException e) {
      // it is there already, or the namespace is going again
      if (e.code() != 409 && e.code() != 403 && e.code() != 404) {
        throw e;
      }
    }
  }

  /** Deletes what a namespace that is being deleted still holds, and the last time it itself. */
  void empty(String name) {
    Optional<Item> namespace = store.get(RESOURCE, new ObjectKey("", name));
    if (namespace.isEmpty() || !namespace.get().isBeingDeleted()) {
      return;
    }
    int left = 0;
    for (ResourceType type : registry.stored()) {
      if (type.namespaced() && store.count(type.storage(), name) > 0) {
        client.deleteAll(type.apiVersion(), type.plural(), name);
        left += store.count(type.storage(), name);
      }
    }
    if (left == 0) {
      ObjectNode finished = namespace.get().copy();
      ((ObjectNode) finished.path("spec")).putArray("finalizers");
      try {
        client.updatePart("v1", "namespaces", "", "finalize", finished);
      } catch (ApiException e) {
        if (e.code() != 409 && e.code() != 404) {
          throw e;
        }
      }
    }
  }
}
