package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a node that falls silent or goes, and of its pods. */
@Timeout(30)
class NodeLifeTest {

  private static final String BEARS_IT_FOR_5_SECONDS =
      "tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute,"
          + " tolerationSeconds: 5}]";

  private final Bench bench = new Bench(1);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aNodeThatIsHeardOfStays() {
    bench.pod("p", "", "");
    bench.advance("1h");
    assertThat(bench.condition("p", "Ready")).isEqualTo("True");
    assertThat(bench.get("nodes", "node-1", "spec.taints")).isEmpty();
  }

  @Test
  void aSilentNodeIsGivenUpWithItsPods() {
    bench.pod("p", "", "");
    bench.cluster().node("node-1").stop();
    bench.advance("50s");
    assertThat(bench.get("nodes", "node-1", "status.conditions"))
        .filteredOn(condition -> condition.path("status").asText().equals("Unknown"))
        .extracting(condition -> condition.path("type").asText())
        .containsExactly("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");
    assertThat(taints())
        .containsExactly(
            "node.kubernetes.io/unreachable:NoSchedule",
            "node.kubernetes.io/unreachable:NoExecute");
    assertThat(bench.condition("p", "Ready")).isEqualTo("False");
    assertThat(bench.condition("p", "ContainersReady")).isEqualTo("True");
    assertThat(bench.events("p")).contains("NodeNotReady: Node is not ready");
    assertThat(bench.events("node-1"))
        .contains("NodeNotReady: Node node-1 status is now: NodeNotReady");
  }

  @Test
  void podsAreEvictedWhenTheyNoLongerBearTheNode() {
    bench.pod("p", "", BEARS_IT_FOR_5_SECONDS);
    bench.pod("patient", "", "");
    bench.cluster().node("node-1").stop();
    bench.advance("54s");
    assertThat(bench.text("p", "metadata.deletionTimestamp")).isEmpty();
    bench.advance("1s");
    assertThat(bench.text("p", "metadata.deletionTimestamp")).isNotEmpty();
    assertThat(bench.condition("p", "DisruptionTarget")).isEqualTo("True");
    assertThat(bench.events("p"))
        .contains("TaintManagerEviction: Marking for deletion Pod default/p");
    assertThat(bench.text("patient", "metadata.deletionTimestamp")).isEmpty();
    bench.advance("295s");
    assertThat(bench.text("patient", "metadata.deletionTimestamp")).isNotEmpty();
  }

  @Test
  void aNodeThatComesBackEndsWhatWasDeletedAndKeepsTheRest() {
    bench.pod("p", "", BEARS_IT_FOR_5_SECONDS);
    bench.pod("patient", "", "");
    bench.cluster().node("node-1").stop();
    bench.advance("60s");
    assertThat(bench.find("pods", "p")).isPresent();
    bench.cluster().node("node-1").start();
    assertThat(bench.find("pods", "p")).isEmpty();
    assertThat(taints()).isEmpty();
    assertThat(bench.condition("patient", "Ready")).isEqualTo("True");
    bench.advance("1h");
    assertThat(bench.find("pods", "patient")).isPresent();
    assertThat(bench.events("patient"))
        .contains("TaintManagerEviction: Cancelling deletion of Pod default/patient");
  }

  @Test
  void aTaintThatEvictsEvictsAtOnce() {
    bench.pod("p", "", "");
    bench.patch("nodes", "node-1", "", "{spec: {taints: [{key: a, effect: NoExecute}]}}");
    assertThat(bench.find("pods", "p")).isEmpty();
  }

  @Test
  void podsOfANodeThatIsGoneAreCollected() {
    bench.pod("p", "", "");
    bench.pod("ended", "annotations: {sim.miniworks.dev/exit-after: 1s}", "");
    bench.advance("1s");
    bench.delete("nodes", "node-1");
    bench.advance("39s");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
    bench.advance("1s");
    assertThat(bench.find("pods", "p")).isEmpty();
    assertThat(bench.find("pods", "ended")).isEmpty();
    assertThat(bench.client().list("coordination.k8s.io/v1", "leases", "kube-node-lease"))
        .isEmpty();
  }

  @Test
  void aNodeThatIsEnteredLaterLives() {
    bench.create(
        "v1",
        "nodes",
        "{apiVersion: v1, kind: Node, metadata: {name: late}, status: {capacity: {cpu: 1, pods: 5}}}");
    assertThat(bench.find("nodes", "late").filter(NodeStatuses::isReady)).isPresent();
    bench.pod("p", "", "nodeName: late");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
    assertThat(bench.text("p", "status.podIP")).startsWith("10.128.16.");
  }

  @Test
  void aCordonedNodeBearsItsTaint() {
    bench.patch("nodes", "node-1", "", "{spec: {unschedulable: true}}");
    assertThat(taints()).containsExactly("node.kubernetes.io/unschedulable:NoSchedule");
    bench.patch("nodes", "node-1", "", "{spec: {unschedulable: null}}");
    assertThat(taints()).isEmpty();
  }

  private List<String> taints() {
    return bench
        .get("nodes", "node-1", "spec.taints")
        .valueStream()
        .map(NodeLifeTest::text)
        .toList();
  }

  private static String text(JsonNode taint) {
    return taint.path("key").asText() + ":" + taint.path("effect").asText();
  }
}
