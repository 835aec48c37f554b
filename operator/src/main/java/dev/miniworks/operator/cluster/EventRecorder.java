package dev.miniworks.operator.cluster;

import dev.miniworks.operator.cluster.EventCorrelator.Verdict;
import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.Failure;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records events on the objects controllers act for, aside from their work: a full queue or a
 * failing write loses an event and never holds a controller up.
 */
public final class EventRecorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int QUEUE = 1000;

  private final Api api;
  private final Clock clock;
  private final String instance;
  private final EventCorrelator correlator = new EventCorrelator();
  private final ThreadPoolExecutor worker;

  /**
   * @param api a path to the API of its own, so that events do not use up the controllers' requests
   * @param instance names this process in the events
   */
  public EventRecorder(Api api, Clock clock, String instance) {
    this.api = api;
    this.clock = clock;
    this.instance = instance;
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(task, "events");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Records an event on the owner, soon. */
  public void record(Owner owner, EventDraft event) {
    worker.execute(() -> write(owner, event));
  }

  /** Writes what is queued, for two seconds at most. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(2, TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Owner owner, EventDraft event) {
    // Names are unique by the object's name and a time in hexadecimal, as everywhere in Kubernetes.
    Verdict verdict =
        correlator.judge(
            owner.controller(),
            owner.meta().uid(),
            event,
            clock.instant(),
            () -> owner.meta().name() + "." + Long.toHexString(nanos(clock.instant())));
    try {
      if (verdict instanceof Verdict.Create create) {
        create(owner, event, create.name(), create.message(), 1, create.at(), create.at());
      } else if (verdict instanceof Verdict.Repeat repeat) {
        repeat(owner, event, repeat);
      }
    } catch (RuntimeException failure) {
      LOG.debug("The event {} on {} was not written", event.reason(), owner.meta().name(), failure);
    }
  }

  private void repeat(Owner owner, EventDraft event, Verdict.Repeat repeat) {
    String path = ApiKind.EVENT.path(owner.meta().namespace(), repeat.name());
    try {
      Api.await(
          api.mergePatch(
              path,
              Map.of(
                  "count",
                  repeat.count(),
                  "message",
                  repeat.message(),
                  "lastTimestamp",
                  seconds(repeat.at()))));
    } catch (ApiException refusal) {
      if (refusal.failure(Failure.Verb.UPDATE).cause() != Failure.Cause.NOT_FOUND) {
        throw refusal;
      }
      // events expire after an hour
      create(
          owner,
          event,
          repeat.name(),
          repeat.message(),
          repeat.count(),
          repeat.first(),
          repeat.at());
    }
  }

  private void create(
      Owner owner,
      EventDraft event,
      String name,
      String message,
      int count,
      Instant first,
      Instant last) {
    String namespace = owner.meta().namespace();
    var body =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withInvolvedObject(owner.kind().reference(owner.meta()))
            .withType(event.type().text())
            .withReason(event.reason())
            .withMessage(message)
            .withCount(count)
            .withFirstTimestamp(seconds(first))
            .withLastTimestamp(seconds(last))
            .withNewSource()
            .withComponent(owner.controller())
            .endSource()
            .withReportingComponent(owner.controller())
            .withReportingInstance(instance)
            .build();
    Api.await(api.create(ApiKind.EVENT.path(namespace), body));
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
