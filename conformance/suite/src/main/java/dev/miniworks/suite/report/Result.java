package dev.miniworks.suite.report;

import java.time.Duration;
import java.util.Optional;

/**
 * How a scenario went for a subject.
 *
 * @param className the class the scenario stands in
 * @param reason why it was skipped; empty otherwise
 * @param failure what it failed with; empty otherwise
 */
public record Result(
    String id,
    String className,
    Verdict verdict,
    Duration duration,
    Optional<String> reason,
    Optional<Throwable> failure) {

  /** The three ways it can go. */
  public enum Verdict {
    PASS,
    FAIL,
    SKIP
  }
}
