package dev.miniworks.suite.history;

import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;

/**
 * One change of one object, as the API server announced it.
 *
 * @param version the object's resourceVersion; it orders the changes of all kinds
 * @param object the object after the change; for a deletion its last state
 * @param at when the suite heard of it
 */
public record Entry(long version, Kind kind, Action action, HasMetadata object, Instant at) {

  /** The object's UID. */
  public String uid() {
    return object.getMetadata().getUid();
  }

  /** The object's name. */
  public String name() {
    return object.getMetadata().getName();
  }
}
