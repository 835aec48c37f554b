package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many pods may be evicted. */
@Timeout(30)
class DisruptionBudgetsTest {

  private final Bench bench = new Bench(1);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aNumberOfPodsStaysAvailable() {
    pods(3, "");
    budget("minAvailable: 2");
    assertThat(numbers()).isEqualTo("expected 3, desired 2, healthy 3, allowed 1");
    assertThat(condition().path("reason").asText()).isEqualTo("SufficientPods");
    evict("p0");
    assertThat(numbers()).isEqualTo("expected 2, desired 2, healthy 2, allowed 0");
    assertThat(condition().path("reason").asText()).isEqualTo("InsufficientPods");
    assertThatThrownBy(() -> evict("p1"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(429));
  }

  @Test
  void aShareIsOfWhatTheControllerWants() {
    ObjectNode owner =
        bench.create(
            "apps/v1",
            "replicasets",
            "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: rs}, spec: {replicas: 4, "
                + "selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, "
                + "spec: {containers: [{name: c, image: 'a:1'}]}}}}");
    pods(
        3,
        "ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: rs, controller: true, uid: %s}]"
            .formatted(Json.at(owner, "metadata.uid").asText()));
    budget("maxUnavailable: 50%");
    assertThat(numbers()).isEqualTo("expected 4, desired 2, healthy 3, allowed 1");
  }

  @Test
  void anEvictionThatComesToNothingIsForgotten() {
    pods(2, "finalizers: [x/y]");
    budget("minAvailable: 1");
    ObjectNode budget = find().deepCopy();
    ((ObjectNode) budget.get("status"))
        .put("disruptionsAllowed", 0)
        .putObject("disruptedPods")
        .put("p0", "2026-01-01T00:00:00Z");
    bench.client().updateStatus("policy/v1", "poddisruptionbudgets", "default", budget);
    bench.settle();
    assertThat(numbers()).isEqualTo("expected 2, desired 1, healthy 1, allowed 0");
    bench.advance("2m");
    assertThat(numbers()).isEqualTo("expected 2, desired 1, healthy 2, allowed 1");
  }

  private void pods(int number, String metadata) {
    for (int i = 0; i < number; i++) {
      bench.pod("p" + i, "labels: {app: web}, " + metadata, "");
    }
  }

  private void budget(String spec) {
    bench.create(
        "policy/v1",
        "poddisruptionbudgets",
        "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {selector: "
            + "{matchLabels: {app: web}}, %s}}".formatted(spec));
  }

  private void evict(String pod) {
    ObjectNode eviction = Client.named("policy/v1", "Eviction", pod);
    bench.client().createPart("v1", "pods", "default", pod, "eviction", eviction);
    bench.settle();
  }

  private ObjectNode find() {
    return bench.client().get("policy/v1", "poddisruptionbudgets", "default", "web").orElseThrow();
  }

  private String numbers() {
    JsonNode status = find().path("status");
    return "expected %d, desired %d, healthy %d, allowed %d"
        .formatted(
            status.path("expectedPods").asInt(),
            status.path("desiredHealthy").asInt(),
            status.path("currentHealthy").asInt(),
            status.path("disruptionsAllowed").asInt());
  }

  private JsonNode condition() {
    return Conditions.find(find(), "DisruptionAllowed").orElseThrow();
  }
}
