package dev.miniworks.suite.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.BringsOperators;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import org.junit.jupiter.api.parallel.Isolated;

/** The API server itself ends amid a rollout, and starts again. */
@BringsOperators
@Isolated("nobody can do anything without an API server")
final class OperatorApiserverScenarios {

  @Scenario(
      id = "operator.apiserver.killed",
      proves = "when the API server crashes amid a rollout and comes back, the rollout is finished",
      needs = {
        Capability.OPERATOR_PROCESS,
        Capability.OWN_CONTROL_PLANE,
        Capability.SIMULATED_PODS
      })
  void killed(World world) {
    try (var operator = world.operatorBehind(world.operators().server())) {
      OperatorOutageScenarios.beginRollout(world);
      world.allowGaps();
      world.controlPlane().killApiServer();
      world.controlPlane().startApiServer();
      OperatorOutageScenarios.finishRollout(world);
      assertThat(world.now().pods()).hasSize(OperatorOutageScenarios.REPLICAS);
      assertThat(operator.exitCodes()).as("ends of the operator").isEmpty();
    }
  }
}
