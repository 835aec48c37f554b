package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import java.util.List;

/** What nodes say of themselves. Pure. */
final class NodeStatuses {

  /** By its beginning the conformance suite knows simulated nodes. */
  static final String VERSION = "kwok-mock";

  private static final List<String> UNKNOWN_OF_NO_MACHINE =
      List.of(
          "kernelVersion",
          "osImage",
          "machineID",
          "systemUUID",
          "bootID",
          "containerRuntimeVersion",
          "kubeProxyVersion");

  private NodeStatuses() {}

  /** A machine as an administrator enters it. */
  static ObjectNode machine(String name) {
    ObjectNode node = Client.named("v1", "Node", name);
    node.withObject("/metadata/labels")
        .put("kubernetes.io/hostname", name)
        .put("kubernetes.io/os", "linux")
        .put("kubernetes.io/arch", "amd64");
    ObjectNode status = node.putObject("status");
    for (String field : List.of("capacity", "allocatable")) {
      status.putObject(field).put("cpu", "64").put("memory", "256Gi").put("pods", "1000");
    }
    return node;
  }

  static boolean isReady(ObjectNode node) {
    return Conditions.isTrue(node, "Ready");
  }

  /** The status of a node that is fit, as a patch. */
  static ObjectNode ready(String name, String address, String now) {
    ObjectNode status = Json.object().put("phase", "Running");
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "Ready", "True", "KubeletReady", "kubelet is posting ready status", now);
    condition(
        conditions,
        "MemoryPressure",
        "False",
        "KubeletHasSufficientMemory",
        "kubelet has sufficient memory available",
        now);
    condition(
        conditions,
        "DiskPressure",
        "False",
        "KubeletHasNoDiskPressure",
        "kubelet has no disk pressure",
        now);
    condition(
        conditions,
        "PIDPressure",
        "False",
        "KubeletHasSufficientPID",
        "kubelet has sufficient PID available",
        now);
    condition(
        conditions,
        "NetworkUnavailable",
        "False",
        "RouteCreated",
        "RouteController created a route",
        now);
    ArrayNode addresses = status.putArray("addresses");
    addresses.addObject().put("type", "InternalIP").put("address", address);
    addresses.addObject().put("type", "Hostname").put("address", name);
    ObjectNode info = status.putObject("nodeInfo");
    info.put("architecture", "amd64").put("operatingSystem", "linux");
    info.put("kubeletVersion", VERSION);
    UNKNOWN_OF_NO_MACHINE.forEach(field -> info.put(field, ""));
    return status;
  }

  private static void condition(
      ArrayNode conditions, String type, String value, String reason, String message, String now) {
    conditions
        .addObject()
        .put("type", type)
        .put("status", value)
        .put("reason", reason)
        .put("message", message)
        .put("lastHeartbeatTime", now)
        .put("lastTransitionTime", now);
  }
}
