package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.util.Optional;
import java.util.function.Supplier;

/** What namespaces and quotas demand of new objects. */
final class ClusterAdmission implements Admission {

  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
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
