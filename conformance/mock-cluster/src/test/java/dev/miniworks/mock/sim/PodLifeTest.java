package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of pods as their annotations steer it. */
@Timeout(30)
class PodLifeTest {

  private final Bench bench = new Bench(1);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aPodRunsAtOnce() {
    bench.pod("p", "", "readinessGates: [{conditionType: x/y}]");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
    assertThat(bench.condition("p", "Ready")).isEqualTo("True");
    assertThat(bench.condition("p", "ContainersReady")).isEqualTo("True");
    assertThat(bench.condition("p", "x/y")).isEqualTo("True");
    assertThat(bench.text("p", "status.hostIP"))
        .isEqualTo(
            bench.get("nodes", "node-1", "status.addresses").path(0).path("address").asText());
    JsonNode container = bench.get("pods", "p", "status.containerStatuses").path(0);
    assertThat(container.path("ready").asBoolean()).isTrue();
    assertThat(container.at("/state/running/startedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aPodIsReadyWhenItSays() {
    bench.annotated("p", "ready-after", "2s");
    bench.advance("1999ms");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Pending");
    bench.advance("1ms");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
    assertThat(bench.text("p", "status.startTime")).isEqualTo("2026-01-01T00:00:02Z");
  }

  @Test
  void aPodThatChangesWaitsAnew() {
    bench.annotated("p", "ready-after", "2s");
    bench.advance("1s");
    bench.patch("pods", "p", "", "{metadata: {labels: {a: b}}}");
    bench.advance("1999ms");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Pending");
    bench.advance("1ms");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
  }

  @Test
  void anAnnotationThatChangesCountsFromThenOn() {
    bench.annotated("p", "ready-after", "1h");
    bench.advance("10s");
    bench.patch("pods", "p", "", "{metadata: {annotations: {sim.miniworks.dev/ready-after: 1s}}}");
    bench.advance("1s");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "3", "-1s", "0", "2025-12-31T23:59:59Z", ""})
  void whatIsNoTimeToComeIsAtOnce(String value) {
    bench.annotated("p", "ready-after", value);
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
  }

  @Test
  void aMomentIsWaitedFor() {
    bench.annotated("p", "ready-after", "2026-01-01T00:01:00Z");
    bench.advance("59s");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Pending");
    bench.advance("1s");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
  }

  @Test
  void aPodMayNeverBeReady() {
    bench.annotated("p", "ready", "never");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
    assertThat(bench.condition("p", "Ready")).isEqualTo("False");
    assertThat(
            bench.get("pods", "p", "status.containerStatuses").path(0).path("started").asBoolean())
        .isTrue();
  }

  @Test
  void containersEndWithTheirCode() {
    bench.pod(
        "p",
        "annotations: {sim.miniworks.dev/exit-after: 500ms, sim.miniworks.dev/exit-code: '3'}",
        "");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
    bench.advance("500ms");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Failed");
    JsonNode ended =
        bench.get("pods", "p", "status.containerStatuses").path(0).at("/state/terminated");
    assertThat(ended.path("exitCode").asInt()).isEqualTo(3);
    assertThat(ended.path("reason").asText()).isEqualTo("Error");
    assertThat(bench.condition("p", "Ready")).isEqualTo("False");
  }

  @Test
  void withoutACodeContainersSucceed() {
    bench.annotated("p", "exit-after", "1s");
    bench.advance("1s");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Succeeded");
  }

  @Test
  void aDeletedPodIsGoneAtOnce() {
    bench.pod("p", "", "terminationGracePeriodSeconds: 600");
    bench.delete("pods", "p");
    assertThat(bench.find("pods", "p")).isEmpty();
  }

  @Test
  void aDeletedPodTakesTheTimeThatItSays() {
    bench.pod("p", "annotations: {sim.miniworks.dev/terminate-after: 40s}", "");
    bench.delete("pods", "p");
    bench.advance("39s");
    assertThat(bench.text("p", "metadata.deletionGracePeriodSeconds")).isEqualTo("30");
    bench.advance("1s");
    assertThat(bench.find("pods", "p")).isEmpty();
  }

  @Test
  void aFinalizerKeepsAPodThatHasEnded() {
    bench.pod("p", "finalizers: [x/y]", "");
    bench.delete("pods", "p");
    assertThat(bench.text("p", "metadata.deletionGracePeriodSeconds")).isEqualTo("0");
    bench.patch("pods", "p", "", "{metadata: {finalizers: null}}");
    assertThat(bench.find("pods", "p")).isEmpty();
  }

  @Test
  void anImageThatIsMissingKeepsThePodPendingUntilItIsReplaced() {
    bench.pod("p", "", "containers: [{name: c, image: 'a:missing'}]");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Pending");
    assertThat(
            bench
                .get("pods", "p", "status.containerStatuses")
                .path(0)
                .at("/state/waiting/reason")
                .asText())
        .isEqualTo("ErrImagePull");
    bench.patch("pods", "p", "", "{spec: {containers: [{name: c, image: 'a:2'}]}}");
    assertThat(bench.text("p", "status.phase")).isEqualTo("Running");
  }

  @Test
  void aPodOfTheHostsNetworkHasTheNodesAddress() {
    bench.pod("p", "", "hostNetwork: true");
    assertThat(bench.text("p", "status.podIP")).isEqualTo(bench.text("p", "status.hostIP"));
  }

  @Test
  void timersThatAriseWhileTheTimeMovesAreKept() {
    bench.pod(
        "p",
        "annotations: {sim.miniworks.dev/ready-after: 1m, sim.miniworks.dev/exit-after: 1m}",
        "");
    bench.advance("1h");
    assertThat(
            bench
                .get("pods", "p", "status.containerStatuses")
                .path(0)
                .at("/state/terminated/finishedAt")
                .asText())
        .isEqualTo("2026-01-01T00:02:00Z");
  }
}
