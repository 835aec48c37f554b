package dev.miniworks.bench.api;

import dev.miniworks.bench.Statistics;
import java.util.Collection;

/** Outcomes from samples. Pure. */
final class Measurements {

  private Measurements() {}

  static Outcome median(Collection<Double> samples) {
    return new Outcome.Measured(Statistics.median(samples).orElseThrow());
  }

  static Outcome percentile(Collection<Double> samples, int percent) {
    return new Outcome.Measured(Statistics.percentile(samples, percent).orElseThrow());
  }
}
