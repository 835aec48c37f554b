package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.readyAfter;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.BringsOperators;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.cluster.Installation;
import dev.miniworks.suite.history.Facts;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The API server cannot be reached for a while, amid a rollout. */
@BringsOperators
final class OperatorOutageScenarios {

  private static final int LEADERSHIP_LOST = 13;
  static final int REPLICAS = 10;

  @Scenario(
      id = "operator.outage.short",
      proves = "after its connections break and a while of vain attempts it finishes the rollout",
      needs = {Capability.OPERATOR_PROCESS, Capability.SIMULATED_PODS})
  void shortOutage(World world) {
    try (var proxy = world.proxy();
        var operator = world.operatorBehind(proxy.address())) {
      beginRollout(world);
      proxy.goAway();
      Awaitility.await("vain attempts")
          .atMost(world.timeouts().change().standstill())
          .until(() -> proxy.knocks() >= 10);
      proxy.comeBack();
      finishRollout(world);
      assertThat(operator.exitCodes()).as("ends of the operator").isEmpty();
    }
  }

  @Scenario(
      id = "operator.outage.costs-leadership",
      proves = "an outage longer than its lease ends it; started again it finishes the rollout",
      needs = {Capability.OPERATOR_PROCESS, Capability.SIMULATED_PODS})
  @ResourceLock("lease")
  void costsLeadership(World world) {
    var operators = world.operators();
    try (var proxy = world.proxy();
        var operator =
            operators.start(
                world.namespace(),
                operators.kubeconfig(proxy.address(), Installation.NAME),
                List.of("--namespaces", world.namespace()))) {
      beginRollout(world);
      proxy.goAway();
      Awaitility.await("the end of the operator")
          .atMost(world.timeouts().change().standstill())
          .until(() -> !operator.exitCodes().isEmpty());
      assertThat(operator.exitCodes()).startsWith(LEADERSHIP_LOST);
      proxy.comeBack();
      finishRollout(world);
    }
  }

  static void beginRollout(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(REPLICAS), template(version("1"))));
    deployments.await("web", complete());
    deployments.edit("web", template(version("2"), readyAfter(Duration.ofMillis(500))));
    world.awaitThat(
        "the rollout is in motion",
        view ->
            view.deployment("web")
                .map(view::setsOf)
                .filter(sets -> sets.size() == 2 && Facts.available(sets.get(1)) > 0)
                .isPresent());
  }

  static void finishRollout(World world) {
    world.deployments().await("web", complete().and(revision(2)));
    assertThat(world.setsOf("web")).extracting(Facts::replicas).containsExactly(0, REPLICAS);
    assertThat(FaultBehaviours.podsEver(world, "web")).isEqualTo(2 * REPLICAS);
  }
}
