package dev.miniworks.suite.testing;

import dev.miniworks.suite.Change;
import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Entry;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.history.OwnDoings;
import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A history made by hand, entry by entry, with the bookkeeping that an API server would do: UIDs,
 * versions, and a generation that grows with the spec and with a deletion. Names are unique within
 * a story.
 */
public final class Story {

  private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
  private static final String LATER = "2024-01-01T00:01:00Z";

  private final KubernetesSerialization json = new KubernetesSerialization();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, HasMetadata> latest = new HashMap<>();
  private final OwnDoings own = new OwnDoings();
  private long version = 1000;

  /** The scenario makes an object. */
  public <T extends HasMetadata> T given(T object) {
    var result = made(object);
    own.wrote(result);
    return result;
  }

  /** A controller makes an object. */
  public <T extends HasMetadata> T made(T object) {
    var stored = json.clone(object);
    stored.getMetadata().setUid("uid-of-" + object.getMetadata().getName());
    stored.getMetadata().setGeneration(1L);
    return tell(Action.ADDED, stored);
  }

  /** The scenario changes the object as it is by now. */
  @SafeVarargs
  public final <T extends HasMetadata> T edited(T object, Change<? super T>... changes) {
    var after = current(object);
    for (var change : changes) {
      change.to(after);
    }
    var result = replaced(after);
    own.wrote(result);
    return result;
  }

  /** A controller, or a node, changes the object as it is by now. */
  @SafeVarargs
  public final <T extends HasMetadata> T changed(T object, Change<? super T>... changes) {
    var after = current(object);
    for (var change : changes) {
      change.to(after);
    }
    return replaced(after);
  }

  /** The scenario asks for the object's deletion; a finalizer or a grace period holds it. */
  public <T extends HasMetadata> T deletedByScenario(T object) {
    own.deletes(object.getMetadata().getUid());
    return deleted(object);
  }

  /** A controller asks for the object's deletion; a finalizer or a grace period holds it. */
  public <T extends HasMetadata> T deleted(T object) {
    return changed(object, doomed -> doomed.getMetadata().setDeletionTimestamp(LATER));
  }

  /** The object goes for good. */
  public void gone(HasMetadata object) {
    tell(Action.DELETED, current(object));
    latest.remove(object.getMetadata().getUid());
  }

  /** All of it so far. */
  public History history() {
    return new History(entries, own);
  }

  private <T extends HasMetadata> T tell(Action action, T object) {
    version++;
    object.getMetadata().setResourceVersion(Long.toString(version));
    entries.add(new Entry(version, kind(object), action, object, BEGIN.plusMillis(version - 1000)));
    latest.put(object.getMetadata().getUid(), object);
    return object;
  }

  @SuppressWarnings("unchecked") // the same object, only newer
  private <T extends HasMetadata> T current(T object) {
    return json.clone((T) latest.get(object.getMetadata().getUid()));
  }

  private <T extends HasMetadata> T replaced(T after) {
    var before = current(after);
    var newlyDeleted = !Facts.deleting(before) && Facts.deleting(after);
    if (!spec(before).equals(spec(after)) || newlyDeleted) {
      after.getMetadata().setGeneration(before.getMetadata().getGeneration() + 1);
    }
    return tell(Action.MODIFIED, after);
  }

  private static Kind kind(HasMetadata object) {
    return object instanceof Pod
        ? Kind.POD
        : object instanceof ReplicaSet ? Kind.REPLICA_SET : Kind.DEPLOYMENT;
  }

  private static Object spec(HasMetadata object) {
    return object instanceof Pod pod
        ? pod.getSpec()
        : object instanceof ReplicaSet set ? set.getSpec() : ((Deployment) object).getSpec();
  }
}
