package dev.miniworks.cli.kubectl;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** How long a command may still wait. */
final class Deadline {

  private final Optional<Long> nanos;

  private Deadline(Optional<Long> nanos) {
    this.nanos = nanos;
  }

  /** A time from now; none at all for zero. */
  static Deadline in(Duration time) {
    return new Deadline(
        time.isZero() ? Optional.empty() : Optional.of(System.nanoTime() + time.toNanos()));
  }

  /**
   * The next element of a queue.
   *
   * @throws CommandFailure when the time passes before there is one
   */
  <T> T next(BlockingQueue<T> queue) {
    try {
      if (nanos.isEmpty()) {
        return queue.take();
      }
      var element = queue.poll(nanos.get() - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (element == null) {
        throw new CommandFailure("timed out waiting for the condition");
      }
      return element;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }
}
