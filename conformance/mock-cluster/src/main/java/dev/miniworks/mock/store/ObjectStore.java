package dev.miniworks.mock.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Where the objects of a cluster lie. A write takes the place of exactly the version that its
 * writer has seen, or is refused. The lock is held only to move references about; what is costly
 * happens before or after.
 */
public final class ObjectStore {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<GroupResource, Shelf> shelves = new HashMap<>();
  private final Map<String, Item> byUid = new HashMap<>();
  private final Map<String, Set<Item>> byOwner = new HashMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final int window;
  private long revision;

  /**
   * Hears of every write, on the writer's thread and after the commit; must return at once. Writes
   * of different writers may be heard in another order than they happened.
   */
  public interface Listener {
    void written(Event event);
  }

  /**
   * @param window how many events of each resource are kept
   */
  public ObjectStore(int window) {
    this.window = window;
  }

  /** Prepares a resource; the function gives the fields by which its objects can be found. */
  public void open(GroupResource resource, Function<ObjectNode, Map<String, String>> fields) {
    lock.writeLock().lock();
    try {
      shelves.computeIfAbsent(resource, any -> new Shelf(new EventLog(window, revision), fields));
    } finally {
      lock.writeLock().unlock();
    }
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** The revision of the last write. */
  public long revision() {
    lock.readLock().lock();
    try {
      return revision;
    } finally {
      lock.readLock().unlock();
    }
  }

  public Optional<Item> get(GroupResource resource, ObjectKey key) {
    lock.readLock().lock();
    try {
      return Optional.ofNullable(shelf(resource).items.get(key));
    } finally {
      lock.readLock().unlock();
    }
  }

  public Optional<Item> byUid(String uid) {
    lock.readLock().lock();
    try {
      return Optional.ofNullable(byUid.get(uid));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The objects that name this UID as an owner. */
  public List<Item> dependentsOf(String ownerUid) {
    lock.readLock().lock();
    try {
      return List.copyOf(byOwner.getOrDefault(ownerUid, Set.of()));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** What a resource holds now. */
  public Page list(GroupResource resource, Query query) {
    lock.readLock().lock();
    try {
      return shelf(resource).list(query, revision);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * What a resource held at a revision.
   *
   * @throws TooOldException when the event log does not reach back to it
   */
  public Page listAt(GroupResource resource, Query query, long wanted) {
    lock.readLock().lock();
    try {
      return wanted >= revision
          ? shelf(resource).list(query, revision)
          : shelf(resource).rewound(wanted).list(query.withoutTerms(), wanted);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Whether a resource has been opened. */
  public boolean knows(GroupResource resource) {
    lock.readLock().lock();
    try {
      return shelves.containsKey(resource);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** How many objects a namespace holds of a resource; all of them for an empty namespace. */
  public int count(GroupResource resource, String namespace) {
    lock.readLock().lock();
    try {
      Shelf shelf = shelf(resource);
      return namespace.isEmpty() ? shelf.items.size() : shelf.counts.getOrDefault(namespace, 0);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Stores a new object, whose tree belongs to the store from now on.
   *
   * @return empty when there is an object of that name
   */
  public Optional<Item> create(GroupResource resource, ObjectKey key, ObjectNode json) {
    Event event;
    lock.writeLock().lock();
    try {
      Shelf shelf = shelf(resource);
      if (shelf.items.containsKey(key)) {
        return Optional.empty();
      }
      Item item = stamped(shelf, resource, key, json);
      event = new Event(Event.Type.ADDED, item, Optional.empty());
      commit(shelf, event);
    } finally {
      lock.writeLock().unlock();
    }
    return Optional.of(told(event));
  }

  /**
   * Puts a changed object in the place of the version it was made from.
   *
   * @return empty when that version is no longer the stored one
   */
  public Optional<Item> replace(Item old, ObjectNode json) {
    Event event;
    lock.writeLock().lock();
    try {
      Shelf shelf = shelf(old.resource());
      if (shelf.items.get(old.key()) != old) {
        return Optional.empty();
      }
      Item item = stamped(shelf, old.resource(), old.key(), json);
      event = new Event(Event.Type.MODIFIED, item, Optional.of(old));
      commit(shelf, event);
    } finally {
      lock.writeLock().unlock();
    }
    return Optional.of(told(event));
  }

  /**
   * Removes an object.
   *
   * @return its last state under the revision of the deletion; empty when this version is no longer
   *     the stored one
   */
  public Optional<Item> delete(Item old) {
    Event event;
    lock.writeLock().lock();
    try {
      Shelf shelf = shelf(old.resource());
      if (shelf.items.get(old.key()) != old) {
        return Optional.empty();
      }
      event = new Event(Event.Type.DELETED, old.at(++revision), Optional.of(old));
      commit(shelf, event);
    } finally {
      lock.writeLock().unlock();
    }
    return Optional.of(told(event));
  }

  /**
   * Begins to watch a resource.
   *
   * @param after the revision whose successors are wanted
   * @param onEvents called, on a writer's thread, when there is something to read
   * @throws TooOldException when the event log does not reach back to the revision
   */
  public Watcher watch(GroupResource resource, long after, Runnable onEvents) {
    lock.readLock().lock();
    try {
      Watcher watcher = new Watcher(this, resource, shelf(resource).log.after(after), onEvents);
      watchers.add(watcher);
      return watcher;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Makes older revisions unreachable: whoever watches from them is told that they are gone. */
  public void compact() {
    lock.writeLock().lock();
    try {
      shelves.values().forEach(shelf -> shelf.log.forget());
    } finally {
      lock.writeLock().unlock();
    }
  }

  Optional<List<Event>> read(GroupResource resource, long position, int limit) {
    lock.readLock().lock();
    try {
      EventLog log = shelf(resource).log;
      return log.holds(position) ? Optional.of(log.read(position, limit)) : Optional.empty();
    } finally {
      lock.readLock().unlock();
    }
  }

  void remove(Watcher watcher) {
    watchers.remove(watcher);
  }

  private Shelf shelf(GroupResource resource) {
    Shelf shelf = shelves.get(resource);
    if (shelf == null) {
      throw new IllegalArgumentException("no such resource: " + resource);
    }
    return shelf;
  }

  private Item stamped(Shelf shelf, GroupResource resource, ObjectKey key, ObjectNode json) {
    long next = ++revision;
    ((ObjectNode) json.get("metadata")).put("resourceVersion", Long.toString(next));
    return new Item(resource, key, next, json, shelf.fields.apply(json));
  }

  private void commit(Shelf shelf, Event event) {
    event.previous().ifPresent(old -> unindex(shelf, old));
    if (event.type() == Event.Type.DELETED) {
      shelf.remove(event.item());
    } else {
      shelf.put(event.item());
      index(event.item());
    }
    shelf.log.append(event);
  }

  private void index(Item item) {
    byUid.put(item.uid(), item);
    for (String owner : item.owners()) {
      byOwner.computeIfAbsent(owner, any -> new LinkedHashSet<>()).add(item);
    }
  }

  private void unindex(Shelf shelf, Item item) {
    shelf.unindex(item);
    byUid.remove(item.uid());
    for (String owner : item.owners()) {
      Set<Item> dependents = byOwner.get(owner);
      if (dependents != null && dependents.remove(item) && dependents.isEmpty()) {
        byOwner.remove(owner);
      }
    }
  }

  /** Spreads the news, once the object lies in the store as it shall stay. */
  private Item told(Event event) {
    event.item().bytes();
    for (Watcher watcher : watchers) {
      if (watcher.resource().equals(event.item().resource())) {
        watcher.tell();
      }
    }
    for (Listener listener : listeners) {
      listener.written(event);
    }
    return event.item();
  }

  /** The objects of one resource in their order, by term, and the events that made them. */
  private static final class Shelf {

    private final NavigableMap<ObjectKey, Item> items = new TreeMap<>();
    private final Map<String, NavigableSet<ObjectKey>> byTerm = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final EventLog log;
    private final Function<ObjectNode, Map<String, String>> fields;

    Shelf(EventLog log, Function<ObjectNode, Map<String, String>> fields) {
      this.log = log;
      this.fields = fields;
    }

    void put(Item item) {
      if (items.put(item.key(), item) == null) {
        counts.merge(item.key().namespace(), 1, Integer::sum);
      }
      for (String term : item.terms()) {
        byTerm.computeIfAbsent(term, any -> new TreeSet<>()).add(item.key());
      }
    }

    void remove(Item item) {
      items.remove(item.key());
      counts.computeIfPresent(item.key().namespace(), (any, n) -> n == 1 ? null : n - 1);
    }

    void unindex(Item item) {
      for (String term : item.terms()) {
        NavigableSet<ObjectKey> keys = byTerm.get(term);
        if (keys != null && keys.remove(item.key()) && keys.isEmpty()) {
          byTerm.remove(term);
        }
      }
    }

    /** This shelf as it was, without index: later events undone, the newest first. */
    Shelf rewound(long wanted) {
      Shelf past = new Shelf(log, fields);
      past.items.putAll(items);
      List<Event> later = log.read(log.after(wanted), Integer.MAX_VALUE);
      for (int i = later.size() - 1; i >= 0; i--) {
        Event event = later.get(i);
        event
            .previous()
            .ifPresentOrElse(
                old -> past.items.put(old.key(), old), () -> past.items.remove(event.item().key()));
      }
      return past;
    }

    Page list(Query query, long at) {
      List<Item> found = new ArrayList<>();
      int remaining = 0;
      for (Item item : candidates(query)) {
        if (!query.filter().test(item)) {
          continue;
        }
        if (query.limit() > 0 && found.size() == query.limit()) {
          remaining++;
        } else {
          found.add(item);
        }
      }
      return new Page(at, found, remaining);
    }

    private Collection<Item> candidates(Query query) {
      if (query.key().isPresent()) {
        Item item = items.get(query.key().get());
        return item == null ? List.of() : List.of(item);
      }
      if (query.terms().isEmpty()) {
        return range(query).values();
      }
      NavigableSet<ObjectKey> keys = new TreeSet<>();
      query.terms().forEach(term -> keys.addAll(byTerm.getOrDefault(term, new TreeSet<>())));
      List<Item> candidates = new ArrayList<>(keys.size());
      for (ObjectKey key : keys) {
        boolean wanted =
            query.namespace().map(key.namespace()::equals).orElse(true)
                && query.after().map(after -> key.compareTo(after) > 0).orElse(true);
        if (wanted) {
          candidates.add(items.get(key));
        }
      }
      return candidates;
    }

    private NavigableMap<ObjectKey, Item> range(Query query) {
      NavigableMap<ObjectKey, Item> range = items;
      if (query.namespace().isPresent()) {
        String namespace = query.namespace().get();
        ObjectKey first = new ObjectKey(namespace, "");
        ObjectKey last = new ObjectKey(namespace, Character.toString(Character.MAX_VALUE));
        range = range.subMap(first, true, last, true);
      }
      if (query.after().isPresent()) {
        ObjectKey after = query.after().get();
        ObjectKey from =
            query
                .namespace()
                .map(namespace -> new ObjectKey(namespace, ""))
                .filter(first -> first.compareTo(after) > 0)
                .orElse(after);
        range = range.tailMap(from, false);
      }
      return range;
    }
  }
}
