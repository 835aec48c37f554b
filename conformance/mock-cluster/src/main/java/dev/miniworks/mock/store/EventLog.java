package dev.miniworks.mock.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last events of one resource in a ring. Readers keep their own place in it, so writers never
 * wait for them; who falls behind by more than the ring's length has lost its place. Guarded by the
 * store's lock.
 */
final class EventLog {

  private static final int FIRST_LENGTH = 64;

  private final int capacity;
  private Event[] ring;

  /** How many events have been appended in all; the position of the next. */
  private long end;

  /** The newest revision whose successor may have been dropped. */
  private long floor;

  /**
   * @param start the revision at which the log begins; what was before is unknown to it
   */
  EventLog(int capacity, long start) {
    this.capacity = capacity;
    this.floor = start;
    ring = new Event[Math.min(FIRST_LENGTH, capacity)];
  }

  void append(Event event) {
    if (end == ring.length && end < capacity) {
      // until now nothing has come round, so positions are indexes
      ring = Arrays.copyOf(ring, Math.min(2 * ring.length, capacity));
    }
    Event dropped = ring[slot(end)];
    if (dropped != null) {
      floor = dropped.revision();
    }
    ring[slot(end)] = event;
    end++;
  }

  /** Forgets all events, as a compaction does. */
  void forget() {
    for (long position = begin(); position < end; position++) {
      Event dropped = ring[slot(position)];
      if (dropped != null) {
        floor = dropped.revision();
        ring[slot(position)] = null;
      }
    }
  }

  long end() {
    return end;
  }

  long floor() {
    return floor;
  }

  boolean holds(long position) {
    return position >= end || (position >= begin() && ring[slot(position)] != null);
  }

  /** The position of the first event after a revision. */
  long after(long revision) {
    if (revision < floor) {
      throw new TooOldException(revision, floor);
    }
    long low = begin();
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      Event event = ring[slot(middle)];
      if (event == null || event.revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Up to so many events from a position on. */
  List<Event> read(long position, int limit) {
    int count = (int) Math.min(limit, end - position);
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(ring[slot(position + i)]);
    }
    return events;
  }

  private long begin() {
    return Math.max(0, end - ring.length);
  }

  private int slot(long position) {
    return (int) (position % ring.length);
  }
}
