package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A room for objects; it ends by a finalizer in its spec. */
final class NamespaceRules implements KindRules {

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  @Override
  public void fillDefaults(final ObjectNode object) {
    final String name = object.at("/metadata/name").asText("");
    if (!name.isEmpty()) {
      Fields.part(Fields.part(object, "metadata"), "labels").put(NAME_LABEL, name);
    }
    Fields.setIfEmpty(Fields.part(object, "status"), "phase", "Active");
  }

  @Override
  public void prepareCreate(final ObjectNode object) {
    object.putObject("status").put("phase", "Active");
    final ObjectNode spec = Fields.part(object, "spec");
    if (spec.path("finalizers").isEmpty()) {
      spec.putArray("finalizers").add("kubernetes");
    }
  }

  @Override
  public void prepareUpdate(final ObjectNode object, final ObjectNode old) {
    Fields.restore(object, old, "spec");
    Fields.restore(object, old, "status");
  }
}
