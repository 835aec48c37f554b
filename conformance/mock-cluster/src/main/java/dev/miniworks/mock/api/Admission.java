package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the cluster as a whole demands of a write, beyond what the kind demands: that the namespace
 * takes new content, that a quota allows it.
 */
interface Admission {

  /** Changes a new object, in place, before it is validated. */
  default void mutate(ResourceType type, ObjectNode object) {}

  /**
   * Has the last word on a new object.
   *
   * @throws ApiException when it is refused
   */
  default void admit(ResourceType type, ObjectNode object, boolean dryRun) {}
}
