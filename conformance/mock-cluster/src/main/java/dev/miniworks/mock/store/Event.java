package dev.miniworks.mock.store;

import java.util.Optional;

/**
 * One write, as the event log keeps it.
 *
 * @param item the object after the write; of a deletion, the last state under the deletion's
 *     revision
 * @param previous the object before the write; empty for a creation
 */
public record Event(Type type, Item item, Optional<Item> previous) {

  /** What happened, in the words of the watch protocol. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }

  public long revision() {
    return item.revision();
  }
}
