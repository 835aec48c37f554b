package dev.miniworks.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to resources that are made under the name of one whose end is still being dealt with.
 *
 * <p>The SDK keeps one state for each name. After the pass for a deletion it drops that state and
 * with it every event that came in meanwhile, the successor's creation too; nobody would look at
 * the successor until something else happened to it. The SDK tells its metrics right after it has
 * dropped the state and before it takes another event, so this is where the successor is announced
 * again.
 */
public final class Successors implements Metrics {

  private final Map<String, Announcer<?>> byController = new ConcurrentHashMap<>();

  /**
   * Whether what the pass for a deletion was given is alive: the SDK hands it whatever has the name
   * by then. Then nothing that is known of it may be forgotten.
   */
  public static <P extends HasMetadata> boolean isOne(P given, Context<P> context) {
    return context
        .getPrimaryCache()
        .get(ResourceID.fromResource(given))
        .filter(cached -> cached.getMetadata().getUid().equals(given.getMetadata().getUid()))
        .isPresent();
  }

  /** The event source that a controller needs for this. */
  public <P extends HasMetadata> EventSource<P, P> announcer(
      String controller, Class<P> type, IndexerResourceCache<P> primaries) {
    Announcer<P> announcer = new Announcer<>(type, primaries);
    byController.put(controller, announcer);
    return announcer;
  }

  @Override
  public void cleanupDoneFor(ResourceID name, Map<String, Object> metadata) {
    Optional.ofNullable(metadata.get(Constants.CONTROLLER_NAME))
        .map(byController::get)
        .ifPresent(announcer -> announcer.freed(name));
  }

  private static final class Announcer<P extends HasMetadata> extends AbstractEventSource<P, P> {

    private final IndexerResourceCache<P> primaries;

    Announcer(Class<P> type, IndexerResourceCache<P> primaries) {
      super(type, "successors");
      this.primaries = primaries;
    }

    void freed(ResourceID name) {
      primaries
          .get(name)
          .ifPresent(
              successor ->
                  getEventHandler()
                      .handleEvent(new ResourceEvent(ResourceAction.ADDED, name, successor)));
    }

    @Override
    public Set<P> getSecondaryResources(P primary) {
      return Set.of();
    }
  }
}
