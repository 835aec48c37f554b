package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Which pod of several a command is about, ranked as kubectl ranks them. */
enum PodRanking {
  /** For logs: the one that has been ready for longest. */
  LOGS(false),
  /** For a shell or a port: the same, but none that is being deleted while there are others. */
  CONNECT(true);

  private static final List<String> PHASES = List.of("Running", "Unknown", "Pending");
  private static final String NEVER = "~";

  private final Comparator<JsonNode> order;

  PodRanking(boolean deletedLast) {
    this.order =
        Comparator.<JsonNode>comparingInt(pod -> scheduled(pod) ? 0 : 1)
            .thenComparingInt(PodRanking::phase)
            .thenComparingInt(pod -> readySince(pod).equals(NEVER) ? 1 : 0)
            .thenComparingInt(pod -> deletedLast && deleting(pod) ? 1 : 0)
            .thenComparing(PodRanking::readySince)
            .thenComparing(Comparator.comparingInt(restarts()).reversed())
            .thenComparing(pod -> pod.path("metadata").path("creationTimestamp").asText(NEVER));
  }

  /** The pods, best first. */
  List<JsonNode> sorted(List<JsonNode> pods) {
    return pods.stream().sorted(order).toList();
  }

  private static boolean scheduled(JsonNode pod) {
    return !pod.path("spec").path("nodeName").asText().isEmpty();
  }

  /** A phase that is not listed ranks first: kubectl does not tell an ended pod from a running. */
  private static int phase(JsonNode pod) {
    return Math.max(0, PHASES.indexOf(pod.path("status").path("phase").asText()));
  }

  private static boolean deleting(JsonNode pod) {
    return pod.path("metadata").has("deletionTimestamp");
  }

  /** Times of the API sort as text do. */
  private static String readySince(JsonNode pod) {
    for (var condition : pod.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")
          && condition.path("status").asText().equals("True")) {
        return condition.path("lastTransitionTime").asText(NEVER);
      }
    }
    return NEVER;
  }

  private static ToIntFunction<JsonNode> restarts() {
    return pod -> {
      int most = 0;
      for (var container : pod.path("status").path("containerStatuses")) {
        most = Math.max(most, container.path("restartCount").asInt());
      }
      return most;
    };
  }
}
