package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.util.Optional;

/** What namespaces and quotas demand of new objects. */
final class ClusterAdmission implements Admission {

  static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

  private final ObjectStore store;
  private final Names names;

  ClusterAdmission(ObjectStore store, Names names) {
    this.store = store;
    this.names = names;
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
  }
}
