package dev.miniworks.bench.api;

import dev.miniworks.bench.MeasurementFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Sends many requests and times them. A refused request ends the measurement. */
final class Load {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int IN_FLIGHT = 32;

  private final Wire wire;

  Load(Wire wire) {
    this.wire = wire;
  }

  /**
   * Sends one request after another.
   *
   * @param limit after so long none is begun, but one is sent
   * @return how long each took, in milliseconds
   */
  List<Double> sequential(int count, Duration limit, IntFunction<Wire.Call> calls) {
    var samples = new ArrayList<Double>();
    var end = System.nanoTime() + limit.toNanos();
    for (var i = 0; i < count && (i == 0 || System.nanoTime() < end); i++) {
      var call = calls.apply(i);
      var begin = System.nanoTime();
      var reply = wire.answer(call);
      samples.add((System.nanoTime() - begin) / NANOS_PER_MILLI);
      check(call, reply);
    }
    return samples;
  }

  /**
   * Keeps requests in flight.
   *
   * @param limit after so long none is begun, but one is sent
   * @return how many were answered per second
   */
  double concurrent(int count, Duration limit, IntFunction<Wire.Call> calls)
      throws InterruptedException {
    var free = new Semaphore(IN_FLIGHT);
    var failure = new AtomicReference<Throwable>();
    var begin = System.nanoTime();
    var end = begin + limit.toNanos();
    var sent = 0;
    while (sent < count && (sent == 0 || System.nanoTime() < end) && failure.get() == null) {
      var call = calls.apply(sent++);
      free.acquire();
      wire.send(call)
          .thenAccept(reply -> check(call, reply))
          .whenComplete(
              (done, failed) -> {
                if (failed != null) {
                  failure.set(failed);
                }
                free.release();
              });
    }
    free.acquire(IN_FLIGHT);
    if (failure.get() != null) {
      throw new MeasurementFailed(failure.get().getMessage());
    }
    return sent * NANOS_PER_SECOND / (System.nanoTime() - begin);
  }

  private static void check(Wire.Call call, Wire.Reply reply) {
    if (!reply.succeeded()) {
      throw new MeasurementFailed(
          "%s %s was answered with %d: %s"
              .formatted(call.method(), call.path(), reply.code(), reply.json()));
    }
  }
}
