package dev.miniworks.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Nothing is decided on a cache that is older than our own writes. */
final class WriteLogTest {

  private final AtomicLong podVersion = new AtomicLong();
  private final AtomicLong setVersion = new AtomicLong();
  private final Freshness pods = (namespace, version) -> podVersion.get() >= version;
  private final Freshness sets = (namespace, version) -> setVersion.get() >= version;
  private final Hand clock = new Hand();
  private final WriteLog writes = new WriteLog(clock);

  @Test
  void waitsForTheLatestWriteInEveryCache() {
    writes.wrote("a", pods, "ns", "7");
    writes.wrote("a", pods, "ns", "5");
    writes.wrote("a", sets, "ns", "6");
    podVersion.set(6);
    setVersion.set(6);
    assertThat(writes.seen("a")).isFalse();
    podVersion.set(7);
    assertThat(writes.seen("a")).isTrue();
  }

  @Test
  void ownersDoNotWaitForEachOther() {
    writes.wrote("a", pods, "ns", "7");
    assertThat(writes.seen("b")).isTrue();
    writes.forget("a");
    assertThat(writes.seen("a")).isTrue();
  }

  @Test
  void believesACacheAgainAfterAWhile() {
    writes.wrote("a", pods, "ns", "7");
    clock.now = clock.now.plus(Duration.ofMinutes(4));
    assertThat(writes.seen("a")).isFalse();
    clock.now = clock.now.plus(Duration.ofMinutes(2));
    assertThat(writes.seen("a")).isTrue();
  }

  /** A clock that is moved by hand. */
  private static final class Hand extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
