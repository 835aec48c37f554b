package dev.miniworks.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How long a controller takes to react, seen from the API server.
 *
 * <p>A reaction is the time from the moment at which the API server has answered the request that
 * changed a pod (from then on the change is on its way to watchers) to the moment at which it
 * receives the next write in the controller's name. Both come from one clock, the API server's.
 * Both ways over the network, the watch, the controller's decision and its queueing for its own
 * limits are inside; how long the server takes to carry the write out is not.
 *
 * <p>While a controller writes without a pause, its next write after an event may have been decided
 * before: under load the figure says how soon the controller is able to act, not more. The phase
 * {@link Phase#REPLACE} has one event at a time and looks only at the write that answers it.
 */
final class Reactions {

  private static final double NANOS_PER_MILLI = 1e6;

  private Reactions() {}

  /**
   * The reaction to each event, in milliseconds. An event that no write follows has none.
   *
   * @param events when the changes of pods were answered
   * @param writes when the controller's writes were received
   */
  static List<Double> milliseconds(Collection<Instant> events, Collection<Instant> writes) {
    var sorted = new TreeSet<>(writes);
    return events.stream()
        .flatMap(
            event ->
                Optional.ofNullable(sorted.ceiling(event))
                    .map(write -> Duration.between(event, write).toNanos() / NANOS_PER_MILLI)
                    .stream())
        .toList();
  }
}
