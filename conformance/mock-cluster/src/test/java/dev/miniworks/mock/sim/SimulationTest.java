package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.MockCluster;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.Params;
import dev.miniworks.mock.json.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The simulated control plane by the clock on the wall. */
@Timeout(30)
class SimulationTest {

  private final MockCluster cluster = MockCluster.builder().nodes(2).start();
  private final Client client = cluster.actor(Actor.system("test"));

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aClusterStartsWithReadyNodes() {
    assertThat(client.list("v1", "nodes", ""))
        .hasSize(2)
        .allMatch(NodeStatuses::isReady)
        .allMatch(node -> Json.at(node, "spec.taints").isEmpty());
  }

  @Test
  void aThousandPodsRun() {
    for (int i = 0; i < 1000; i++) {
      ObjectNode pod = Client.named("v1", "Pod", "p" + i);
      pod.putObject("spec").putArray("containers").addObject().put("name", "c").put("image", "a:1");
      client.create("v1", "pods", "default", pod);
    }
    await()
        .until(
            () ->
                client.list("v1", "pods", "default").stream()
                    .allMatch(pod -> Json.at(pod, "status.phase").asText().equals("Running")));
    assertThat(client.list("v1", "pods", "default"))
        .extracting(pod -> Json.at(pod, "status.podIP").asText())
        .doesNotHaveDuplicates();
    assertThat(
            client.list(
                "v1",
                "pods",
                "default",
                new Params(Map.of("fieldSelector", "spec.nodeName=node-1"))))
        .hasSize(500);
  }
}
