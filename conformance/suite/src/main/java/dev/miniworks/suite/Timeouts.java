package dev.miniworks.suite;

import dev.miniworks.suite.history.Patience;
import java.time.Duration;

/**
 * How long the suite waits: the only place that says so.
 *
 * @param change for something expected to come
 * @param rest for the workload to come to rest at the end
 * @param quiet without any change that counts as rest
 */
public record Timeouts(Patience change, Duration rest, Duration quiet) {

  /** Generous towards a slow machine; a passing run never waits this long. */
  public static final Timeouts DEFAULT =
      new Timeouts(
          new Patience(Duration.ofSeconds(90), Duration.ofSeconds(300)),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2));
}
