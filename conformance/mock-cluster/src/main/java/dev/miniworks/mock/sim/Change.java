package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import java.util.Optional;

/**
 * One object has become another since it was last looked at. An object that took another's name
 * counts as that one's deletion and a creation.
 *
 * @param before empty when it is new
 * @param after empty when it is gone
 */
record Change(GroupResource resource, ObjectKey key, Optional<Item> before, Optional<Item> after) {

  boolean isOf(GroupResource wanted) {
    return resource.equals(wanted);
  }

  /** The object as it is now. */
  Optional<ObjectNode> object() {
    return after.map(Item::json);
  }
}
