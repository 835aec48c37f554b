package dev.miniworks.operator.workload;

import java.util.List;

/** How carrying out a plan went. */
public record Outcome(List<Failure> failures) {

  /** Everything was done. */
  public static final Outcome DONE = new Outcome(List.of());

  public Outcome {
    failures = List.copyOf(failures);
  }
}
