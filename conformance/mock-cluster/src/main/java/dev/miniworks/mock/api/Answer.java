package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.Page;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What comes of a request that is not refused. */
public sealed interface Answer {

  /** An object as it is stored, in the version in which it was asked for. */
  record Stored(int code, ResourceType type, Item item, List<String> warnings) implements Answer {}

  /** An object that is not stored: a Status, a Scale, a review, the outcome of a dry run. */
  record Made(int code, Optional<ResourceType> type, ObjectNode object, List<String> warnings)
      implements Answer {}

  /**
   * A list.
   *
   * @param next the token with which the list goes on; empty at its end
   * @param remaining how many more there are; empty when that is not told
   */
  record Listed(ResourceType type, Page page, String next, Optional<Integer> remaining)
      implements Answer {}

  /** A watch, to be read until it ends. */
  record Watching(WatchStream stream) implements Answer {}

  /** An answer that is held back. */
  record Late(Duration delay, Answer answer) implements Answer {}

  /** No answer at all; with it the connection is cut or left to the client's patience. */
  record Silence(boolean cut) implements Answer {}
}
