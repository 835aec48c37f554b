package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which pods get which node, and when. */
@Timeout(30)
class SchedulerTest {

  private static final String CPUS =
      "containers: [{name: c, image: 'a:1', resources: {requests: {cpu: %s}}}]";

  private final Bench bench = new Bench(1);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aPodIsBoundAndThatIsTold() {
    bench.pod("p", "", "");
    assertThat(bench.text("p", "spec.nodeName")).isEqualTo("node-1");
    assertThat(bench.condition("p", "PodScheduled")).isEqualTo("True");
    assertThat(bench.events("p"))
        .containsExactly("Scheduled: Successfully assigned default/p to node-1");
  }

  @Test
  void theReasonIsToldWhyAPodFitsNowhere() {
    bench.pod("p", "", CPUS.formatted(65));
    String message =
        "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1"
            + " nodes are available: 1 Preemption is not helpful for scheduling.";
    JsonNode condition =
        Conditions.find(bench.find("pods", "p").orElseThrow(), "PodScheduled").orElseThrow();
    assertThat(condition.path("status").asText()).isEqualTo("False");
    assertThat(condition.path("reason").asText()).isEqualTo("Unschedulable");
    assertThat(condition.path("message").asText()).isEqualTo(message);
    assertThat(bench.events("p")).containsExactly("FailedScheduling: " + message);
  }

  @Test
  void aPodIsBoundWhenAnotherMakesRoom() {
    bench.pod("first", "", CPUS.formatted(40));
    bench.pod("second", "", CPUS.formatted(40));
    assertThat(bench.text("second", "spec.nodeName")).isEmpty();
    bench.delete("pods", "first");
    assertThat(bench.text("second", "status.phase")).isEqualTo("Running");
    assertThat(bench.condition("second", "PodScheduled")).isEqualTo("True");
  }

  @Test
  void aPodThatHasEndedTakesNoRoom() {
    bench.pod("first", "annotations: {sim.miniworks.dev/exit-after: 1s}", CPUS.formatted(40));
    bench.pod("second", "", CPUS.formatted(40));
    bench.advance("1s");
    assertThat(bench.text("second", "spec.nodeName")).isEqualTo("node-1");
  }

  @Test
  void aPodIsBoundWhenANodeComesThatItFits() {
    bench.pod("p", "", "nodeSelector: {zone: a}");
    assertThat(bench.text("p", "spec.nodeName")).isEmpty();
    bench.patch("nodes", "node-1", "", "{metadata: {labels: {zone: a}}}");
    assertThat(bench.text("p", "spec.nodeName")).isEqualTo("node-1");
  }

  @Test
  void aCordonedNodeTakesNoPods() {
    bench.patch("nodes", "node-1", "", "{spec: {unschedulable: true}}");
    bench.pod("p", "", "");
    assertThat(bench.text("p", "spec.nodeName")).isEmpty();
    bench.patch("nodes", "node-1", "", "{spec: {unschedulable: null}}");
    assertThat(bench.text("p", "spec.nodeName")).isEqualTo("node-1");
  }

  @Test
  void highPriorityGoesFirst() {
    bench.create(
        "scheduling.k8s.io/v1",
        "priorityclasses",
        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 10}");
    bench.pod("first", "", CPUS.formatted(60));
    bench.pod("low", "", CPUS.formatted(60));
    bench.pod("high", "", CPUS.formatted(60) + ", priorityClassName: high");
    bench.delete("pods", "first");
    assertThat(bench.text("high", "spec.nodeName")).isEqualTo("node-1");
    assertThat(bench.text("low", "spec.nodeName")).isEmpty();
  }

  @Test
  void gatesAreWaitedFor() {
    bench.pod("p", "", "schedulingGates: [{name: a/b}]");
    assertThat(bench.text("p", "spec.nodeName")).isEmpty();
    bench.patch("pods", "p", "", "{spec: {schedulingGates: null}}");
    assertThat(bench.text("p", "spec.nodeName")).isEqualTo("node-1");
    assertThat(bench.condition("p", "PodScheduled")).isEqualTo("True");
  }

  @Test
  void aFriendIsWaitedFor() {
    bench.pod(
        "p",
        "",
        "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: "
            + "kubernetes.io/hostname, labelSelector: {matchLabels: {app: friend}}}]}}");
    assertThat(bench.text("p", "spec.nodeName")).isEmpty();
    bench.pod("friend", "labels: {app: friend}", "");
    assertThat(bench.text("p", "spec.nodeName")).isEqualTo("node-1");
  }

  @Test
  void podsOfOtherSchedulersAreLeftAlone() {
    bench.pod("p", "", "schedulerName: mine");
    assertThat(bench.text("p", "spec.nodeName")).isEmpty();
    assertThat(bench.events("p")).isEmpty();
  }

  @Test
  void aBindingThatFailsIsTriedAgain() {
    bench
        .cluster()
        .faults()
        .where(request -> request.target().subresource().equals("binding"))
        .nth(1)
        .refuse(500);
    bench.pod("p", "", "");
    assertThat(bench.text("p", "spec.nodeName")).isEmpty();
    bench.advance("1s");
    assertThat(bench.text("p", "spec.nodeName")).isEqualTo("node-1");
  }

  @Test
  void everyPartIsToldApartInTheHistory() {
    bench.pod("p", "", "");
    assertThat(bench.cluster().history().exchanges())
        .filteredOn(exchange -> exchange.request().target().name().equals("p"))
        .extracting(exchange -> exchange.request().actor().user())
        .contains("system:kube-scheduler", "system:node:node-1");
    assertThat(Json.at(bench.find("pods", "p").orElseThrow(), "metadata.managedFields"))
        .extracting(entry -> entry.path("manager").asText())
        .contains("kubelet");
  }
}
