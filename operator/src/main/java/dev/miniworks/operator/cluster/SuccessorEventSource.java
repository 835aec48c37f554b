package dev.miniworks.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Set;

/**
 * Announces a resource that was made under the name of one that has just been deleted.
 *
 * <p>The SDK keeps its books by name. Whatever it hears of a name between a deletion and the end of
 * that deletion's pass it takes for the deleted resource's and throws away, the successor's
 * creation included; nobody would look at the successor until something else changes it.
 *
 * @param <P> the resource's type
 */
public final class SuccessorEventSource<P extends HasMetadata> extends AbstractEventSource<P, P> {

  private final IndexerResourceCache<P> primaries;

  SuccessorEventSource(Class<P> type, IndexerResourceCache<P> primaries) {
    super(type, "successors");
    this.primaries = primaries;
  }

  /**
   * To be called when the SDK has closed its books on a name. A successor that is not cached yet
   * will be announced by its own event.
   */
  void closed(ResourceID name) {
    primaries
        .get(name)
        .ifPresent(
            successor ->
                getEventHandler()
                    .handleEvent(new ResourceEvent(ResourceAction.ADDED, name, successor)));
  }

  /** None: there is no other resource behind these events. */
  @Override
  public Set<P> getSecondaryResources(P primary) {
    return Set.of();
  }
}
