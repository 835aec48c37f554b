package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.util.Optional;
import java.util.function.Supplier;

/** What namespaces, quotas and the state of the cluster demand of new objects. */
final class ClusterAdmission implements Admission {

  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final GroupResource NODES = new GroupResource("", "nodes");
  private static final String NOT_READY = "node.kubernetes.io/not-ready";
  private static final GroupResource PODS = new GroupResource("", "pods");

  private final ObjectStore store;
  private final PodAdmission pods;
  private final Quotas quotas;

  ClusterAdmission(ObjectStore store, Names names) {
    this.store = store;
    this.pods = new PodAdmission(store, names);
    this.quotas = new Quotas(store);
  }

  @Override
  public void mutate(ResourceType type, ObjectNode object) {
    if (type.storage().equals(NODES)) {
      taintUnproven(object);
    }
    String namespace = object.path("metadata").path("namespace").asText();
    if (namespace.isEmpty()) {
      return;
    }
    Optional<Item> home = store.get(NAMESPACES, new ObjectKey("", namespace));
    if (home.isEmpty()) {
      throw ApiException.notFound(NAMESPACES, namespace);
    }
    if (home.get().isBeingDeleted()) {
      throw ApiException.forbidden(
              type.groupResource(),
              object.path("metadata").path("name").asText(),
              "unable to create new content in namespace "
                  + namespace
                  + " because it is being terminated")
          .because(
              "NamespaceTerminating",
              "namespace " + namespace + " is being terminated",
              "metadata.namespace");
    }
    if (type.storage().equals(PODS)) {
      pods.mutate(object);
    }
  }

  /** A new node takes no pods until it has been seen ready. */
  private static void taintUnproven(ObjectNode node) {
    ArrayNode taints = Json.child(node, "spec").withArray("/taints");
    boolean tainted =
        taints
            .valueStream()
            .anyMatch(
                taint ->
                    taint.path("key").asText().equals(NOT_READY)
                        && taint.path("effect").asText().equals("NoSchedule"));
    if (!tainted) {
      taints.addObject().put("key", NOT_READY).put("effect", "NoSchedule");
    }
  }

  @Override
  public void mutateChange(ResourceType type, ObjectNode object, ObjectNode old) {
    if (type.storage().equals(PODS)) {
      pods.mutateChange(object, old);
    }
  }

  @Override
  public <T> T admit(ResourceType type, ObjectNode object, Supplier<T> storing) {
    String namespace = object.path("metadata").path("namespace").asText();
    if (!quotas.limits(namespace)) {
      return storing.get();
    }
    // counting and storing must be one, or two creates would take the same last place
    synchronized (quotas) {
      quotas.check(type, object);
      return storing.get();
    }
  }
}
