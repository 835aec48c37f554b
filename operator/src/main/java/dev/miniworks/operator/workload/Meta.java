package dev.miniworks.operator.workload;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What planners read of an object's metadata. Immutable.
 *
 * @param deleting whether a deletionTimestamp is set
 * @param controller the controlling owner, if there is one
 */
public record Meta(
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant createdAt,
    boolean deleting,
    Optional<ControllerRef> controller) {

  public Meta {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Whether the object is controlled by the owner with this UID. */
  public boolean controlledBy(String ownerUid) {
    return controller.isPresent() && controller.get().uid().equals(ownerUid);
  }
}
