package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.store.Item;
import java.util.Optional;

/**
 * One line of a watch.
 *
 * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED}, {@code BOOKMARK} or {@code ERROR}
 * @param item the object in question; empty for the last two
 * @param object of the last two
 */
public record WatchEvent(String type, Optional<Item> item, Optional<ObjectNode> object) {

  static WatchEvent of(String type, Item item) {
    return new WatchEvent(type, Optional.of(item), Optional.empty());
  }

  static WatchEvent of(String type, ObjectNode object) {
    return new WatchEvent(type, Optional.empty(), Optional.of(object));
  }
}
