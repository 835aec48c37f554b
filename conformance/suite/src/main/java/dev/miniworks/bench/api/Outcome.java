package dev.miniworks.bench.api;

import java.util.List;

/** What came of a measurement. */
public sealed interface Outcome {

  /** A number in the row's unit. */
  record Measured(double value) implements Outcome {}

  /** Why there is no number. */
  record Cannot(String why) implements Outcome {}

  /** The median of what was measured several times; one failure is a failure. */
  static Outcome median(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Cannot.class::isInstance)
        .findFirst()
        .orElseGet(
            () ->
                Measurements.median(
                    outcomes.stream().map(outcome -> ((Measured) outcome).value()).toList()));
  }
}
