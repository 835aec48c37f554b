package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;

/** What a kubelet writes into the status of a pod, as a patch. Pure. */
final class PodStatuses {

  private PodStatuses() {}

  static ObjectNode imageMissing(ObjectNode pod, String now) {
    ObjectNode status = Json.object().put("phase", "Pending").put("startTime", now);
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "Initialized", true, "", now);
    condition(conditions, "Ready", false, "ContainersNotReady", now);
    condition(conditions, "ContainersReady", false, "ContainersNotReady", now);
    ArrayNode containers = status.putArray("containerStatuses");
    for (JsonNode container : Json.at(pod, "spec.containers")) {
      container(containers, container, "", false, false)
          .putObject("state")
          .putObject("waiting")
          .put("reason", "ErrImagePull")
          .put("message", "no such image");
    }
    return status;
  }

  /**
   * @param hostIp of its node
   * @param podIp of its own, or its node's
   */
  static ObjectNode running(ObjectNode pod, String hostIp, String podIp, String now) {
    boolean ready =
        PodStage.annotation(pod, "ready").filter(value -> value.equals("never")).isEmpty();
    ObjectNode status = Json.object().put("phase", "Running").put("startTime", now);
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "Initialized", true, "", now);
    condition(conditions, "Ready", ready, "", now);
    condition(conditions, "ContainersReady", ready, "", now);
    for (JsonNode gate : Json.at(pod, "spec.readinessGates")) {
      condition(conditions, gate.path("conditionType").asText(), true, "", now);
    }
    ArrayNode containers = status.putArray("containerStatuses");
    for (JsonNode container : Json.at(pod, "spec.containers")) {
      container(containers, container, container.path("image").asText(), ready, true)
          .putObject("state")
          .putObject("running")
          .put("startedAt", now);
    }
    status.put("hostIP", hostIp).putArray("hostIPs").addObject().put("ip", hostIp);
    status.put("podIP", podIp).putArray("podIPs").addObject().put("ip", podIp);
    return status;
  }

  static ObjectNode ended(ObjectNode pod, String now) {
    String code = PodStage.annotation(pod, "exit-code").orElse("0");
    boolean succeeded = code.equals("0");
    ObjectNode status = Json.object().put("phase", succeeded ? "Succeeded" : "Failed");
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "Ready", false, "PodCompleted", now);
    condition(conditions, "ContainersReady", false, "PodCompleted", now);
    ArrayNode containers = status.putArray("containerStatuses");
    for (JsonNode container : Json.at(pod, "spec.containers")) {
      ObjectNode terminated =
          container(containers, container, container.path("image").asText(), false, false)
              .putObject("state")
              .putObject("terminated");
      terminated.put("exitCode", exitCode(code)).put("reason", succeeded ? "Completed" : "Error");
      terminated.put("startedAt", now).put("finishedAt", now);
    }
    return status;
  }

  /** Whether its containers are ready, and it is not only because its node was given up. */
  static boolean isWronglyUnready(ObjectNode pod) {
    return Json.at(pod, "status.phase").asText().equals("Running")
        && Conditions.isTrue(pod, "ContainersReady")
        && !Conditions.isTrue(pod, "Ready");
  }

  static ObjectNode readyAgain(String now) {
    ObjectNode status = Json.object();
    condition(status.putArray("conditions"), "Ready", true, "", now);
    return status;
  }

  private static long exitCode(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      // whatever it was meant to be, it was no success
      return 1;
    }
  }

  private static void condition(
      ArrayNode conditions, String type, boolean value, String reason, String now) {
    ObjectNode condition = conditions.addObject().put("type", type);
    condition.put("status", value ? "True" : "False");
    if (!reason.isEmpty()) {
      condition.put("reason", reason);
    }
    condition.putNull("lastProbeTime").put("lastTransitionTime", now);
  }

  private static ObjectNode container(
      ArrayNode containers, JsonNode container, String imageId, boolean ready, boolean started) {
    ObjectNode status = containers.addObject();
    status.set("name", container.path("name"));
    status.set("image", container.path("image"));
    status.put("imageID", imageId).put("ready", ready).put("started", started);
    status.put("restartCount", 0).putObject("lastState");
    return status;
  }
}
