package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A kind whose status only its controllers write, through the subresource. */
interface WithStatus extends KindRules {

  /** A kind with a status and nothing else of its own. */
  KindRules ONLY = new WithStatus() {};

  @Override
  default void prepareCreate(final ObjectNode object) {
    object.remove("status");
  }

  @Override
  default void prepareUpdate(final ObjectNode object, final ObjectNode old) {
    Fields.restore(object, old, "status");
  }
}
