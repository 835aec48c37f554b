package dev.miniworks.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Waits grow, stay bounded and start over. */
final class BackoffTest {

  private final Backoff backoff = new Backoff(new SplittableRandom(1));

  @Test
  void doublesUpToTheLongest() {
    Duration longest = Duration.ZERO;
    for (int failure = 0; failure < 40; failure++) {
      Duration wait = backoff.failed("a");
      double full = Math.min(5 * Math.pow(2, failure), 30_000);
      assertThat(wait.toMillis()).isBetween((long) Math.floor(full * 0.74), (long) Math.ceil(full));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    assertThat(longest).isGreaterThan(Duration.ofSeconds(20));
  }

  @Test
  void startsOverAfterASuccessAndKeepsOwnersApart() {
    for (int failure = 0; failure < 10; failure++) {
      backoff.failed("a");
    }
    assertThat(backoff.failed("b")).isLessThanOrEqualTo(Backoff.FIRST);
    backoff.reset("a");
    assertThat(backoff.failed("a")).isLessThanOrEqualTo(Backoff.FIRST);
  }
}
