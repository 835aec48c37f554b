package dev.miniworks.mock.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A place in the event log of one resource. It is told once that there is something to read and not
 * again until it has read; it then takes as much as it likes.
 */
public final class Watcher implements AutoCloseable {

  private final ObjectStore store;
  private final GroupResource resource;
  private final Runnable onEvents;
  private final AtomicBoolean told = new AtomicBoolean();
  private long position;

  Watcher(ObjectStore store, GroupResource resource, long position, Runnable onEvents) {
    this.store = store;
    this.resource = resource;
    this.position = position;
    this.onEvents = onEvents;
  }

  GroupResource resource() {
    return resource;
  }

  /** Called by writers after their commit, without the lock. */
  void tell() {
    if (told.compareAndSet(false, true)) {
      onEvents.run();
    }
  }

  /**
   * The next events, or none when all have been read. The reader asks again until it gets none;
   * only then will it be told of new ones.
   *
   * @return empty when this watcher has fallen behind the log
   */
  public Optional<List<Event>> poll(int limit) {
    Optional<List<Event>> events = store.read(resource, position, limit);
    if (events.isPresent() && events.get().isEmpty()) {
      told.set(false);
      // what was written between the read and the flag found the flag up and told nobody
      events = store.read(resource, position, limit);
      if (events.isPresent() && !events.get().isEmpty()) {
        told.set(true);
      }
    }
    events.ifPresent(read -> position += read.size());
    return events;
  }

  @Override
  public void close() {
    store.remove(this);
  }
}
