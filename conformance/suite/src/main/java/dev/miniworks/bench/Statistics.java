package dev.miniworks.bench;

import java.util.Collection;
import java.util.OptionalDouble;

/** Medians and percentiles. Pure. */
public final class Statistics {

  private Statistics() {}

  /** The middle value; the mean of the two in the middle when their number is even. */
  public static OptionalDouble median(Collection<Double> values) {
    var sorted = sorted(values);
    var middle = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }

  /**
   * The smallest value that so many percent of the values do not exceed: nearest rank, so always
   * one that was measured.
   *
   * @param percent above 0, at most 100
   */
  public static OptionalDouble percentile(Collection<Double> values, int percent) {
    var sorted = sorted(values);
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    var rank = (percent * sorted.length + 99) / 100;
    return OptionalDouble.of(sorted[rank - 1]);
  }

  private static double[] sorted(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
