package dev.miniworks.operator.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * How long to wait before an owner is tried again: 5 ms doubling up to {@link #LONGEST}, with a
 * quarter of jitter so that many owners hit by one quota do not come back together. Native
 * controllers start alike and go on to 1,000 s; half a minute lets users who raise a quota see the
 * effect.
 */
public final class Backoff {

  static final Duration FIRST = Duration.ofMillis(5);
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final RandomGenerator random;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** Counts a failure. @return the wait before the next try */
  public Duration failed(String ownerUid) {
    int count = failures.merge(ownerUid, 1, Integer::sum);
    double doubled = FIRST.toMillis() * Math.pow(2, Math.min(count - 1, 30));
    double capped = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis(Math.round(capped * (0.75 + random.nextDouble() / 4)));
  }

  /** Starts over: the owner's last pass went well, or it is gone. */
  public void reset(String ownerUid) {
    failures.remove(ownerUid);
  }
}
