package dev.miniworks.mock.api;

import static dev.miniworks.mock.json.Json.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** How jobs look in tables. Pure. */
final class JobCells {

  private JobCells() {}

  static String status(JsonNode job) {
    if (has(job, "Complete")) {
      return "Complete";
    }
    if (has(job, "Failed")) {
      return "Failed";
    }
    if (job.path("metadata").has("deletionTimestamp")) {
      return "Terminating";
    }
    if (has(job, "Suspended")) {
      return "Suspended";
    }
    if (has(job, "FailureTarget")) {
      return "FailureTarget";
    }
    return has(job, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
  }

  private static boolean has(JsonNode job, String type) {
    for (JsonNode condition : at(job, "status.conditions")) {
      if (condition.path("type").asText().equals(type)
          && condition.path("status").asText().equals("True")) {
        return true;
      }
    }
    return false;
  }

  static String completions(JsonNode job) {
    int succeeded = at(job, "status.succeeded").asInt();
    JsonNode wanted = at(job, "spec.completions");
    if (!wanted.isMissingNode()) {
      return succeeded + "/" + wanted.asInt();
    }
    int parallelism = at(job, "spec.parallelism").asInt();
    return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
  }

  static String duration(JsonNode job, Instant now) {
    String start = at(job, "status.startTime").asText();
    if (start.isEmpty()) {
      return "";
    }
    String end = at(job, "status.completionTime").asText();
    return Ages.of(
        Duration.between(Instant.parse(start), end.isEmpty() ? now : Instant.parse(end)));
  }
}
