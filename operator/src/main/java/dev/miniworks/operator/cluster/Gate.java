package dev.miniworks.operator.cluster;

import dev.miniworks.operator.workload.Failure;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets requests through: a bounded number in flight, at a bounded rate, and none once leadership is
 * in doubt. Whoever comes too early waits here, which is the operator's back-pressure.
 */
public final class Gate {

  private static final Failure NOT_LEADING =
      new Failure(
          Failure.Verb.UPDATE, Failure.Cause.OTHER, "nothing is written any more: not the leader");

  private final Semaphore inFlight;
  private final BooleanSupplier mayWrite;
  private final double nanosPerRequest;
  private final double burstNanos;

  /** The time by which the requests so far are paid for. */
  private long paidUntil = System.nanoTime();

  /**
   * @param maxInFlight requests under way at once
   * @param qps requests a second over time; 0 for no bound
   * @param burst requests that may come at once after a rest
   * @param mayWrite whether leadership is still certain
   */
  public Gate(int maxInFlight, double qps, int burst, BooleanSupplier mayWrite) {
    this.inFlight = new Semaphore(maxInFlight);
    this.mayWrite = mayWrite;
    this.nanosPerRequest = qps <= 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / qps;
    this.burstNanos = nanosPerRequest * burst;
  }

  /**
   * @throws ApiUnavailableException once leadership is in doubt
   */
  void enter() {
    inFlight.acquireUninterruptibly();
    long start = reserve();
    for (long wait = start - System.nanoTime(); wait > 0; wait = start - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    if (!mayWrite.getAsBoolean()) {
      inFlight.release();
      throw new ApiUnavailableException(NOT_LEADING);
    }
  }

  void leave() {
    inFlight.release();
  }

  private synchronized long reserve() {
    long now = System.nanoTime();
    if (nanosPerRequest == 0) {
      return now;
    }
    paidUntil = (long) (Math.max(paidUntil, now - burstNanos) + nanosPerRequest);
    return paidUntil;
  }
}
