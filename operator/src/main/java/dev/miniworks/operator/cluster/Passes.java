package dev.miniworks.operator.cluster;

import dev.miniworks.operator.workload.Failure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a pass over one resource ends: done, to be looked at again, or to be tried again. */
public final class Passes {

  private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

  /**
   * How soon to look whether the caches have seen our own writes. Their events wake the owner
   * anyway; this covers the instant between an event and the informer's note of its version.
   */
  private static final Duration CATCH_UP = Duration.ofMillis(10);

  private final Backoff backoff;

  public Passes(Backoff backoff) {
    this.backoff = backoff;
  }

  /** Nothing to do, and nothing to wait for but events. */
  public static <P extends HasMetadata> UpdateControl<P> done() {
    return UpdateControl.noUpdate();
  }

  /** The caches have yet to see our own writes. */
  public static <P extends HasMetadata> UpdateControl<P> untilCachesCatchUp() {
    return UpdateControl.<P>noUpdate().rescheduleAfter(CATCH_UP);
  }

  /** We have changed the resource itself, which starts no pass: look at once at what it is now. */
  public <P extends HasMetadata> UpdateControl<P> again(Owner owner) {
    backoff.reset(owner.meta().uid());
    return UpdateControl.<P>noUpdate().rescheduleAfter(Duration.ofMillis(1));
  }

  /** All went well; look again when time alone will have changed the answer. */
  public <P extends HasMetadata> UpdateControl<P> succeeded(
      Owner owner, Optional<Duration> lookAgainAfter) {
    backoff.reset(owner.meta().uid());
    UpdateControl<P> control = UpdateControl.noUpdate();
    lookAgainAfter.ifPresent(
        after -> control.rescheduleAfter(after.plusMillis(1).truncatedTo(ChronoUnit.MILLIS)));
    return control;
  }

  /** Something failed: try again after a while that grows. */
  public <P extends HasMetadata> UpdateControl<P> failed(Owner owner, List<Failure> failures) {
    Duration wait = backoff.failed(owner.meta().uid());
    Failure first = failures.get(0);
    if (first.cause() == Failure.Cause.CONFLICT) {
      LOG.debug("{}: {}; again in {}", name(owner), first.message(), wait);
    } else {
      LOG.info(
          "{}: {} failed ({}): {}; again in {}",
          name(owner),
          first.verb(),
          first.cause(),
          first.message(),
          wait);
    }
    return UpdateControl.<P>noUpdate().rescheduleAfter(wait);
  }

  private static String name(Owner owner) {
    return owner.kind().kind() + " " + owner.meta().namespace() + "/" + owner.meta().name();
  }
}
