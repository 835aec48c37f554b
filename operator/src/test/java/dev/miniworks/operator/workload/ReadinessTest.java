package dev.miniworks.operator.workload;

import static dev.miniworks.operator.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.miniworks.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private static final DeploymentView WEB =
      Samples.deployment(Samples.deploymentSpec(3, "25%", "25%"));

  private static DeploymentStatusBuilder available(int pods) {
    return new DeploymentStatusBuilder()
        .withObservedGeneration(1L)
        .withReplicas(3)
        .withUpdatedReplicas(3)
        .withReadyReplicas(pods)
        .withAvailableReplicas(pods);
  }

  @Test
  void aCompleteDeploymentIsReady() {
    DeploymentStatus status = Readiness.decorate(available(3).build(), WEB, NOW);

    assertThat(conditions(status)).isEqualTo(only("Ready"));
    assertThat(status.getAdditionalProperties())
        .containsEntry("miniworks", Map.of("ready", "3/3"))
        .containsEntry("selector", "app=web");
  }

  @Test
  void onePodMissingIsReconciling() {
    DeploymentStatus status = Readiness.decorate(available(2).build(), WEB, NOW);

    assertThat(conditions(status)).isEqualTo(only("Reconciling"));
    assertThat(status.getAdditionalProperties()).containsEntry("miniworks", Map.of("ready", "2/3"));
  }

  @Test
  void anUnobservedGenerationIsReconciling() {
    DeploymentView edited = Samples.withMeta(WEB, meta -> Samples.withGeneration(meta, 2));

    assertThat(conditions(Readiness.decorate(available(3).build(), edited, NOW)))
        .isEqualTo(only("Reconciling"));
  }

  @Test
  void aMissedDeadlineAndAnInvalidTemplateStall() {
    for (String reason : new String[] {"ProgressDeadlineExceeded", "InvalidTemplate"}) {
      DeploymentStatus status =
          available(2)
              .addNewCondition()
              .withType("Progressing")
              .withStatus("False")
              .withReason(reason)
              .withMessage("why")
              .endCondition()
              .build();

      DeploymentStatus decorated = Readiness.decorate(status, WEB, NOW);

      assertThat(conditions(decorated)).as(reason).containsAllEntriesOf(only("Stalled"));
      assertThat(decorated.getConditions())
          .filteredOn(condition -> "Stalled".equals(condition.getType()))
          .extracting(DeploymentCondition::getMessage)
          .containsExactly("why");
    }
  }

  @Test
  void nothingChangesWhenNothingDoesAndTimesAreKeptWithTheStatus() {
    DeploymentStatus first = Readiness.decorate(available(2).build(), WEB, NOW);

    assertThat(Readiness.decorate(first, WEB, NOW.plusSeconds(60))).isEqualTo(first);

    DeploymentStatus ready =
        Readiness.decorate(
            new DeploymentStatusBuilder(first)
                .withReadyReplicas(3)
                .withAvailableReplicas(3)
                .build(),
            WEB,
            NOW.plusSeconds(60));
    assertThat(ready.getConditions())
        .extracting(DeploymentCondition::getType, DeploymentCondition::getLastTransitionTime)
        .containsExactly(
            tuple("Ready", "2026-01-01T12:01:00Z"),
            tuple("Reconciling", "2026-01-01T12:01:00Z"),
            tuple("Stalled", "2026-01-01T12:00:00Z"));
  }

  @Test
  void aSetIsReadyWhenAllItsPodsAreAvailable() {
    ReplicaSetView set = Samples.set(Samples.meta("web-1"), 2, Samples.template("web:1"));
    ReplicaSetStatusBuilder status =
        new ReplicaSetStatusBuilder().withObservedGeneration(1L).withReplicas(2);

    ReplicaSetStatus ready =
        Readiness.decorate(status.withReadyReplicas(2).withAvailableReplicas(2).build(), set, NOW);
    ReplicaSetStatus invalid =
        Readiness.decorate(
            status
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withReason("InvalidTemplate")
                .withMessage("why")
                .endCondition()
                .build(),
            set,
            NOW);

    assertThat(setConditions(ready)).isEqualTo(only("Ready"));
    assertThat(ready.getAdditionalProperties())
        .containsEntry("miniworks", Map.of("ready", "2/2"))
        .containsEntry("selector", "app=web");
    assertThat(setConditions(invalid)).containsAllEntriesOf(only("Stalled"));
  }

  private static Map<String, String> only(String type) {
    return Map.of(
        "Ready", "Ready".equals(type) ? "True" : "False",
        "Reconciling", "Reconciling".equals(type) ? "True" : "False",
        "Stalled", "Stalled".equals(type) ? "True" : "False");
  }

  private static Map<String, String> conditions(DeploymentStatus status) {
    return status.getConditions().stream()
        .collect(Collectors.toMap(DeploymentCondition::getType, DeploymentCondition::getStatus));
  }

  private static Map<String, String> setConditions(ReplicaSetStatus status) {
    return status.getConditions().stream()
        .collect(Collectors.toMap(ReplicaSetCondition::getType, ReplicaSetCondition::getStatus));
  }
}
