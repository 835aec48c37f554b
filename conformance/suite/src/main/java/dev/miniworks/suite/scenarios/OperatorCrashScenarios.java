package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Deployments.updated;
import static dev.miniworks.suite.Templates.readyAfter;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.faults.Fault;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Isolated;

/** Killed at any moment and started again, the operator loses nothing and does nothing twice. */
@Isolated("another operator takes the place of the one that serves all scenarios")
final class OperatorCrashScenarios {

  @Scenario(
      id = "operator.crash.before-each-creation",
      proves = "killed right before any creation reaches the server, it ends up the same",
      needs = Capability.OPERATOR_PROCESS)
  void beforeEachCreation(World world) {
    FaultBehaviours.survivesEach(world, kill -> new Fault.LostWithSender(kill));
  }

  @Scenario(
      id = "operator.crash.after-each-creation",
      proves = "killed between any creation and its answer, it ends up the same",
      needs = Capability.OPERATOR_PROCESS)
  void afterEachCreation(World world) {
    FaultBehaviours.survivesEach(world, kill -> new Fault.AnswerLostWithSender(kill));
  }

  @Scenario(
      id = "operator.crash.amid-rollout",
      proves = "killed amid a rollout of twenty pods, its successor finishes it",
      needs = {Capability.OPERATOR_PROCESS, Capability.SIMULATED_PODS})
  void amidRollout(World world) {
    try (var operator = world.operatorBehind(world.server())) {
      var deployments = world.deployments();
      deployments.create(deployment("web", replicas(20), template(version("1"))));
      deployments.await("web", complete());
      deployments.edit("web", template(version("2"), readyAfter(Duration.ofMillis(700))));
      world.awaitThat(
          "the rollout has begun",
          view ->
              view.deployment("web")
                  .map(view::setsOf)
                  .filter(sets -> sets.size() == 2 && !view.podsOf(sets.get(1)).isEmpty())
                  .isPresent());
      operator.kill();
      deployments.await("web", complete().and(updated(20)));
      assertThat(FaultBehaviours.podsEver(world, "web")).isEqualTo(40);
      assertThat(world.setsOf("web")).hasSize(2);
    }
  }
}
