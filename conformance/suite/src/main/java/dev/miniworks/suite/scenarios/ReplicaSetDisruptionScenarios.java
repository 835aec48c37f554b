package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.concurrent.TimeUnit;

/** How a ReplicaSet and a PodDisruptionBudget get along. */
final class ReplicaSetDisruptionScenarios {

  @Scenario(
      id = "replicaset.disruption.percentage",
      proves = "a budget in percent is taken of the set's replicas, which its scale tells",
      level = Level.EXTENDED)
  void percentage(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(4)));
    sets.await("web", filled(4));
    var budgets = world.client().policy().v1().podDisruptionBudget();
    budgets
        .inNamespace(world.namespace())
        .resource(
            new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withMinAvailable(new IntOrString("75%"))
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .endSpec()
                .build())
        .create();
    var budget =
        budgets
            .inNamespace(world.namespace())
            .withName("web")
            .waitUntilCondition(
                b -> b.getStatus() != null && b.getStatus().getExpectedPods() == 4,
                world.timeouts().change().standstill().toSeconds(),
                TimeUnit.SECONDS);
    assertThat(budget.getStatus().getDesiredHealthy()).isEqualTo(3);
    assertThat(budget.getStatus().getDisruptionsAllowed()).isEqualTo(1);
  }
}
