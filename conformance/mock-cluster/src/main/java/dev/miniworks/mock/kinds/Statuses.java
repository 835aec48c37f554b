package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;

/** Counters in the status of workloads. */
final class Statuses {

  private static final FieldPath STATUS = FieldPath.ROOT.child("status");

  private Statuses() {}

  /**
   * No counter is negative or greater than that of all replicas.
   *
   * @param counter a counter that the kind has beside those of ready and available replicas
   */
  static void checkReplicas(final JsonNode status, final String counter, final Problems problems) {
    problems.notNegative(
        status,
        STATUS,
        "replicas",
        counter,
        "readyReplicas",
        "availableReplicas",
        "unavailableReplicas",
        "observedGeneration",
        "terminatingReplicas",
        "collisionCount");
    checkWithin(status, counter, "replicas", "status.replicas", problems);
    checkWithin(status, "readyReplicas", "replicas", "status.replicas", problems);
    checkWithin(status, "availableReplicas", "replicas", "status.replicas", problems);
    checkWithin(status, "availableReplicas", "readyReplicas", "readyReplicas", problems);
  }

  private static void checkWithin(
      final JsonNode status,
      final String counter,
      final String bound,
      final String boundName,
      final Problems problems) {
    if (status.path(counter).longValue() > status.path(bound).longValue()) {
      problems.invalid(
          STATUS.child(counter), status.path(counter), "cannot be greater than " + boundName);
    }
  }
}
