package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a pod may go to a tainted node. */
final class Taints {

  /** What a cordoned node stands for. */
  static final ObjectNode UNSCHEDULABLE =
      Json.object().put("key", "node.kubernetes.io/unschedulable").put("effect", "NoSchedule");

  private Taints() {}

  static boolean allTolerated(JsonNode taints, JsonNode tolerations) {
    for (JsonNode taint : taints) {
      boolean hard = !taint.path("effect").asText().equals("PreferNoSchedule");
      if (hard && !tolerated(taint, tolerations)) {
        return false;
      }
    }
    return true;
  }

  static boolean tolerated(JsonNode taint, JsonNode tolerations) {
    for (JsonNode toleration : tolerations) {
      if (tolerates(toleration, taint)) {
        return true;
      }
    }
    return false;
  }

  /**
   * How long a pod bears these taints.
   *
   * @return empty when for ever
   */
  static Optional<Duration> patience(List<JsonNode> taints, JsonNode tolerations) {
    Optional<Duration> shortest = Optional.empty();
    for (JsonNode taint : taints) {
      Optional<JsonNode> toleration =
          tolerations.valueStream().filter(one -> tolerates(one, taint)).findFirst();
      if (toleration.isEmpty()) {
        return Optional.of(Duration.ZERO);
      }
      JsonNode seconds = toleration.get().path("tolerationSeconds");
      if (seconds.isNumber()) {
        Duration borne = Duration.ofSeconds(Math.max(0, seconds.asLong()));
        shortest = Optional.of(shortest.filter(one -> one.compareTo(borne) <= 0).orElse(borne));
      }
    }
    return shortest;
  }

  private static boolean tolerates(JsonNode toleration, JsonNode taint) {
    String key = toleration.path("key").asText();
    return emptyOrSame(toleration, taint, "effect")
        && emptyOrSame(toleration, taint, "key")
        && (toleration.path("operator").asText().equals("Exists")
            || !key.isEmpty()
                && toleration.path("value").asText().equals(taint.path("value").asText()));
  }

  private static boolean emptyOrSame(JsonNode toleration, JsonNode taint, String field) {
    String wanted = toleration.path(field).asText();
    return wanted.isEmpty() || wanted.equals(taint.path(field).asText());
  }
}
