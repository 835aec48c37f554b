package dev.miniworks.mock.api;

import static dev.miniworks.mock.json.Json.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** How pods look in tables. Pure. */
final class PodCells {

  private PodCells() {}

  static String ready(JsonNode pod) {
    int ready = 0;
    for (JsonNode container : at(pod, "status.containerStatuses")) {
      if (container.path("ready").asBoolean() && container.path("state").has("running")) {
        ready++;
      }
    }
    return ready + "/" + at(pod, "spec.containers").size();
  }

  /** The phase, or rather what keeps the pod from it. */
  static String status(JsonNode pod) {
    String reason = at(pod, "status.reason").asText();
    if (reason.isEmpty()) {
      reason = at(pod, "status.phase").asText();
    }
    for (JsonNode condition : at(pod, "status.conditions")) {
      if (condition.path("type").asText().equals("PodScheduled")
          && condition.path("reason").asText().equals("SchedulingGated")) {
        reason = "SchedulingGated";
      }
    }
    boolean running = false;
    for (JsonNode container : at(pod, "status.containerStatuses")) {
      JsonNode state = container.path("state");
      String waiting = at(state, "waiting.reason").asText();
      JsonNode terminated = state.path("terminated");
      if (!waiting.isEmpty()) {
        reason = waiting;
      } else if (!terminated.isMissingNode()) {
        reason = ended(terminated);
      } else if (container.path("ready").asBoolean() && state.has("running")) {
        running = true;
      }
    }
    if (reason.equals("Completed") && running) {
      reason = isReady(pod) ? "Running" : "NotReady";
    }
    if (pod.path("metadata").has("deletionTimestamp")) {
      reason = at(pod, "status.reason").asText().equals("NodeLost") ? "Unknown" : "Terminating";
    }
    return reason;
  }

  private static String ended(JsonNode terminated) {
    String reason = terminated.path("reason").asText();
    if (!reason.isEmpty()) {
      return reason;
    }
    int signal = terminated.path("signal").asInt();
    return signal != 0 ? "Signal:" + signal : "ExitCode:" + terminated.path("exitCode").asInt();
  }

  private static boolean isReady(JsonNode pod) {
    for (JsonNode condition : at(pod, "status.conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  static String restarts(JsonNode pod, Instant now) {
    int restarts = 0;
    String last = "";
    for (JsonNode container : at(pod, "status.containerStatuses")) {
      restarts += container.path("restartCount").asInt();
      String finished = at(container, "lastState.terminated.finishedAt").asText();
      if (finished.compareTo(last) > 0) {
        last = finished;
      }
    }
    return restarts > 0 && !last.isEmpty()
        ? restarts + " (" + Ages.since(last, now) + " ago)"
        : Integer.toString(restarts);
  }

  static String readinessGates(JsonNode pod) {
    JsonNode gates = at(pod, "spec.readinessGates");
    if (gates.isEmpty()) {
      return "<none>";
    }
    int passed = 0;
    for (JsonNode gate : gates) {
      for (JsonNode condition : at(pod, "status.conditions")) {
        if (condition.path("type").equals(gate.path("conditionType"))
            && condition.path("status").asText().equals("True")) {
          passed++;
        }
      }
    }
    return passed + "/" + gates.size();
  }
}
