package dev.miniworks.suite.history;

import java.time.Duration;
import java.time.Instant;

/**
 * How long something expected is waited for: long while things go on, for a slow machine does what
 * a fast one does, only later; less once they stand still.
 *
 * @param standstill without any change
 * @param overall whatever goes on
 */
public record Patience(Duration standstill, Duration overall) {

  /** When it ends for a wait that began then, if the last change was then. */
  Instant end(Instant begin, Instant lastChange) {
    var still = (lastChange.isAfter(begin) ? lastChange : begin).plus(standstill);
    var last = begin.plus(overall);
    return still.isBefore(last) ? still : last;
  }
}
