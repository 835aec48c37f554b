package dev.miniworks.suite.history;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a scenario changed itself, so that it is not held against the controllers. */
public final class OwnDoings {

  private final Set<String> writes = ConcurrentHashMap.newKeySet();
  private final Set<String> deletions = ConcurrentHashMap.newKeySet();

  /** Notes a write by the object that it returned. */
  public void wrote(HasMetadata result) {
    wrote(result.getMetadata().getUid(), result.getMetadata().getResourceVersion());
  }

  /** Notes a write by the object's UID and the version that it made. */
  public void wrote(String uid, String version) {
    writes.add(uid + "@" + version);
  }

  /** Notes that the scenario asks for the deletion of this object. */
  public void deletes(String uid) {
    deletions.add(uid);
  }

  boolean deleted(String uid) {
    return deletions.contains(uid);
  }

  boolean includes(Entry entry) {
    return entry.action() == Action.DELETED
        ? deletions.contains(entry.uid())
        : writes.contains(entry.uid() + "@" + entry.version());
  }
}
