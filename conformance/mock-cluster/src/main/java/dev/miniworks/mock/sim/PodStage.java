package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What comes next in the life of a pod on a node. Its annotations say when, counted from the last
 * change of the pod: a pod that changes meanwhile waits anew.
 */
enum PodStage {
  /** Its image cannot be pulled. */
  IMAGE_MISSING(""),
  /** Its containers run. */
  RUNNING("ready-after"),
  /** Its containers end. */
  EXIT("exit-after"),
  /** It is gone. */
  GONE("terminate-after");

  private static final String PREFIX = "sim.miniworks.dev/";

  private final String delay;

  PodStage(String delay) {
    this.delay = delay;
  }

  /** Empty when the pod stays as it is. */
  static Optional<PodStage> after(ObjectNode pod) {
    if (Json.at(pod, "metadata.deletionTimestamp").isTextual()) {
      return Optional.of(GONE);
    }
    return switch (Json.at(pod, "status.phase").asText()) {
      case "Pending" -> starting(pod);
      case "Running" -> annotation(pod, EXIT.delay).map(any -> EXIT);
      default -> Optional.empty();
    };
  }

  private static Optional<PodStage> starting(ObjectNode pod) {
    boolean missing =
        Json.at(pod, "spec.containers")
            .valueStream()
            .anyMatch(container -> container.path("image").asText().endsWith(":missing"));
    if (!missing) {
      return Optional.of(RUNNING);
    }
    boolean known =
        Json.at(pod, "status.containerStatuses")
            .valueStream()
            .anyMatch(status -> Json.at(status, "state.waiting.reason").isTextual());
    return known ? Optional.empty() : Optional.of(IMAGE_MISSING);
  }

  /** How long until it comes, from now; at once when the pod does not say. */
  Duration delay(ObjectNode pod, Instant now) {
    Duration wanted =
        annotation(pod, delay).flatMap(text -> duration(text, now)).orElse(Duration.ZERO);
    return wanted.isNegative() ? Duration.ZERO : wanted;
  }

  private static Optional<Duration> duration(String text, Instant now) {
    try {
      return Optional.of(Duration.between(now, Instant.parse(text)));
    } catch (DateTimeParseException e) {
      return GoDuration.parse(text);
    }
  }

  /** The value of an annotation that steers pods. */
  static Optional<String> annotation(ObjectNode pod, String name) {
    JsonNode value = pod.path("metadata").path("annotations").path(PREFIX + name);
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }
}
