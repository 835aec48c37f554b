package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;

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
