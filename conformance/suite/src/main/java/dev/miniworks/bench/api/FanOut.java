package dev.miniworks.bench.api;

import dev.miniworks.bench.MeasurementFailed;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Creates pods in front of watchers. */
final class FanOut {

  static final int WATCHERS = 20;

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int GOING_AWAY = 1001;

  private final Wire wire;

  FanOut(Wire wire) {
    this.wire = wire;
  }

  /**
   * In a namespace that is still empty, so that every event is a creation.
   *
   * @return the milliseconds from the first creation until everybody had seen all
   */
  double run(Pods pods, int count) throws InterruptedException {
    var missing = new CountDownLatch(WATCHERS * count);
    List<WebSocket> watches = new ArrayList<>();
    for (var watcher = 0; watcher < WATCHERS; watcher++) {
      watches.add(
          wire.watch(
                  pods.path() + "?watch=true",
                  event -> {
                    if (event.contains("\"ADDED\"")) {
                      missing.countDown();
                    }
                  })
              .join());
    }
    var begin = System.nanoTime();
    new Load(wire).concurrent(count, LIMIT, pods::create);
    if (!missing.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new MeasurementFailed(missing.getCount() + " events were never seen");
    }
    var seen = System.nanoTime();
    watches.forEach(watch -> watch.sendClose(GOING_AWAY, "all seen"));
    return (seen - begin) / NANOS_PER_MILLI;
  }
}
