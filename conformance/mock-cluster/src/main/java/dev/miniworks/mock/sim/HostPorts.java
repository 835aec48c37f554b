package dev.miniworks.mock.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Whether the ports of its node that a pod wants are free. */
final class HostPorts {

  private static final String ANY = "0.0.0.0";

  private record Port(String ip, String protocol, int number) {

    boolean collidesWith(Port other) {
      boolean sameIp = ip.equals(other.ip) || ip.equals(ANY) || other.ip.equals(ANY);
      return sameIp && protocol.equals(other.protocol) && number == other.number;
    }
  }

  private HostPorts() {}

  static boolean areFree(PodInfo pod, NodeInfo node) {
    List<Port> wanted = of(pod.spec());
    return wanted.isEmpty()
        || node.pods().stream()
            .flatMap(other -> of(other.spec()).stream())
            .noneMatch(taken -> wanted.stream().anyMatch(taken::collidesWith));
  }

  private static List<Port> of(JsonNode podSpec) {
    Stream<JsonNode> sidecars =
        podSpec
            .path("initContainers")
            .valueStream()
            .filter(container -> container.path("restartPolicy").asText().equals("Always"));
    return Stream.concat(sidecars, podSpec.path("containers").valueStream())
        .flatMap(container -> container.path("ports").valueStream())
        .filter(port -> port.path("hostPort").asInt() > 0)
        .map(
            port ->
                new Port(
                    port.path("hostIP").asText(ANY).isEmpty()
                        ? ANY
                        : port.path("hostIP").asText(ANY),
                    port.path("protocol").asText("TCP"),
                    port.path("hostPort").asInt()))
        .toList();
  }
}
