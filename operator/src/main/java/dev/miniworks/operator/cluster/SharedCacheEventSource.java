package dev.miniworks.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Wakes owners when a child in a {@link SharedCache} changes. It keeps no cache of its own, unlike
 * the SDK's informer event sources, of which every controller would hold a copy of every pod.
 *
 * @param <R> the child's type
 * @param <P> the owner's type
 */
public final class SharedCacheEventSource<R extends HasMetadata, P extends HasMetadata>
    extends AbstractEventSource<R, P> {

  /**
   * @param changed names the owners to wake for a child that was added or is in its old or new
   *     state
   * @param removed names the owners to wake for a child that is gone
   */
  public SharedCacheEventSource(
      SharedCache<R> cache,
      String name,
      Function<R, Stream<ResourceID>> changed,
      Function<R, Stream<ResourceID>> removed) {
    super(cache.type(), name);
    cache.listen(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(R child) {
            wake(() -> changed.apply(child));
          }

          @Override
          public void onUpdate(R before, R after) {
            wake(() -> Stream.concat(changed.apply(before), changed.apply(after)));
          }

          @Override
          public void onDelete(R child, boolean lastStateUnknown) {
            wake(() -> removed.apply(child));
          }
        });
  }

  /** None: planners read the shared cache. */
  @Override
  public Set<R> getSecondaryResources(P primary) {
    return Set.of();
  }

  /**
   * Wakes nobody before the controller runs: at its start it looks at every owner anyway, and what
   * it would be asked for the owners is not there yet.
   */
  private void wake(Supplier<Stream<ResourceID>> owners) {
    if (isRunning()) {
      owners.get().distinct().forEach(owner -> getEventHandler().handleEvent(new Event(owner)));
    }
  }
}
