package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.mock.api.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which the simulation does things, by the clock on the wall. */
@Timeout(30)
class LoopTest {

  private final Loop loop = new Loop(Clock.systemUTC(), false);
  private final List<String> happened = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void changesComeFirstAndWhatCanWaitLast() {
    loop.atLeisure(() -> happened.add("leisure"));
    loop.soon(
        () -> {
          happened.add("first work");
          loop.note(() -> happened.add("a change"));
        });
    loop.soon(() -> happened.add("second work"));
    loop.start();
    loop.settle();
    assertThat(happened).containsExactly("first work", "a change", "second work", "leisure");
  }

  @Test
  void timersKeepTheirOrderAndCanBeCalledOff() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(2);
    loop.start();
    loop.note(
        () -> {
          loop.after(
              Duration.ofMillis(20),
              () -> {
                happened.add("later");
                all.countDown();
              });
          loop.after(
              Duration.ofMillis(10),
              () -> {
                happened.add("sooner");
                all.countDown();
              });
          loop.after(Duration.ofMillis(15), () -> happened.add("never")).cancel();
        });
    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(happened).containsExactly("sooner", "later");
  }

  @Test
  void whatAServerCannotDoNowIsDoneLater() throws InterruptedException {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch success = new CountDownLatch(1);
    loop.start();
    loop.soon(
        () -> {
          if (attempts.incrementAndGet() < 3) {
            throw ApiException.of(503, "ServiceUnavailable", "not now");
          }
          success.countDown();
        });
    assertThat(success.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(attempts).hasValue(3);
  }

  @Test
  void oneFailureDoesNotEndIt() {
    loop.soon(
        () -> {
          throw new IllegalStateException("a fault of its own");
        });
    loop.soon(() -> happened.add("the next"));
    loop.start();
    loop.settle();
    assertThat(happened).containsExactly("the next");
  }

  @Test
  void itsThreadEndsWhenItIsClosed() {
    loop.start();
    loop.after(Duration.ofDays(1), () -> happened.add("never"));
    loop.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(Thread::isAlive)
        .extracting(Thread::getName)
        .doesNotContain("mock-simulation");
    assertThat(loop.settle()).isFalse();
  }
}
