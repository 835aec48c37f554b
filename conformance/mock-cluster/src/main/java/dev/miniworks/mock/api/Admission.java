package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/**
 * What the cluster as a whole demands of an object, beyond what its kind demands: that the
 * namespace takes new content, that a quota allows it.
 */
interface Admission {

  /** Changes a new object, in place, before it is validated. */
  void mutate(ResourceType type, ObjectNode object);

  /** Changes a changed object, in place, before it is validated. */
  void mutateChange(ResourceType type, ObjectNode object, ObjectNode old);

  /**
   * Has the last word on a new object, and keeps it until the object is stored.
   *
   * @param store stores it
   * @throws ApiException when it is refused
   */
  <T> T admit(ResourceType type, ObjectNode object, Supplier<T> store);
}
