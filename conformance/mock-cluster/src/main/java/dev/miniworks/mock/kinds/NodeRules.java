package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A machine; who creates it says what it can hold. */
final class NodeRules implements KindRules {

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    if (!Fields.text(spec, "podCIDR").isEmpty() && !spec.has("podCIDRs")) {
      spec.putArray("podCIDRs").add(Fields.text(spec, "podCIDR"));
    }
    final ObjectNode status = Fields.part(object, "status");
    if (status.has("capacity") && !status.has("allocatable")) {
      status.set("allocatable", status.get("capacity").deepCopy());
    }
  }

  @Override
  public void prepareUpdate(final ObjectNode object, final ObjectNode old) {
    Fields.restore(object, old, "status");
  }
}
