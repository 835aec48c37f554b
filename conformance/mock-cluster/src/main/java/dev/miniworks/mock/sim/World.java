package dev.miniworks.mock.sim;

import dev.miniworks.mock.store.Event;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the parts what has changed in the store. Of an object that changes faster than they can
 * look they see the latest state only, as with any watch's cache.
 */
final class World implements ObjectStore.Listener {

  private record Place(GroupResource resource, ObjectKey key) {}

  private final ObjectStore store;
  private final Loop loop;
  private final Set<GroupResource> watched;
  private final List<Part> parts;
  private final Set<Place> unseen = ConcurrentHashMap.newKeySet();
  private final Map<Place, Item> seen = new HashMap<>();

  World(ObjectStore store, Loop loop, Set<GroupResource> watched, List<Part> parts) {
    this.store = store;
    this.loop = loop;
    this.watched = watched;
    this.parts = parts;
  }

  /** Looks at what is there already; what is written from now on is heard of. */
  void open() {
    store.listen(this);
    for (GroupResource resource : watched) {
      store.list(resource, Query.ALL).items().forEach(item -> look(resource, item.key()));
    }
  }

  @Override
  public void written(Event event) {
    GroupResource resource = event.item().resource();
    if (watched.contains(resource)) {
      look(resource, event.item().key());
    }
  }

  private void look(GroupResource resource, ObjectKey key) {
    Place place = new Place(resource, key);
    if (unseen.add(place)) {
      loop.note(() -> refresh(place));
    }
  }

  private void refresh(Place place) {
    unseen.remove(place);
    Optional<Item> now = store.get(place.resource(), place.key());
    Optional<Item> before =
        Optional.ofNullable(now.isPresent() ? seen.put(place, now.get()) : seen.remove(place));
    boolean replaced =
        now.isPresent() && before.isPresent() && !now.get().uid().equals(before.get().uid());
    if (replaced) {
      tell(new Change(place.resource(), place.key(), before, Optional.empty()));
      tell(new Change(place.resource(), place.key(), Optional.empty(), now));
    } else if (!now.equals(before)) {
      tell(new Change(place.resource(), place.key(), before, now));
    }
  }

  private void tell(Change change) {
    parts.forEach(part -> part.changed(change));
  }
}
