package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Deployments.updated;
import static dev.miniworks.suite.Templates.readyAfter;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.BringsOperators;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.faults.Fault;
import dev.miniworks.suite.faults.Traffic;
import java.time.Duration;
import java.util.Set;

/** Killed at any moment and started again, the operator loses nothing and does nothing twice. */
@BringsOperators
final class OperatorCrashScenarios {

  /** Two sets and two pods made, a set and a pod deleted, and some states between. */
  private static final int STEPS_OF_A_SMALL_ROLLOUT = 8;

  @Scenario(
      id = "operator.crash.before-each-creation",
      proves = "killed right before any creation reaches the server, it ends up the same",
      needs = Capability.OPERATOR_PROCESS)
  void beforeEachCreation(World world) {
    FaultBehaviours.survivesAtEachCreation(world, Fault.LostWithSender::new);
  }

  @Scenario(
      id = "operator.crash.after-each-creation",
      proves = "killed between any creation and its answer, it ends up the same",
      needs = Capability.OPERATOR_PROCESS)
  void afterEachCreation(World world) {
    FaultBehaviours.survivesAtEachCreation(world, Fault.AnswerLostWithSender::new);
  }

  @Scenario(
      id = "operator.crash.after-each-step",
      proves =
          "operators that carry out one step each and die before its answer get there together",
      needs = Capability.OPERATOR_PROCESS)
  void afterEachStep(World world) {
    var killed =
        FaultBehaviours.survivesStepByStep(
            world, FaultBehaviours.STEPS, Fault.AnswerLostWithSender::new);
    assertThat(killed).as("operators killed").isGreaterThan(STEPS_OF_A_SMALL_ROLLOUT);
  }

  @Scenario(
      id = "operator.crash.after-each-event",
      proves = "operators that die while they record their first event get there together",
      level = Level.EXTENDED,
      needs = Capability.OPERATOR_PROCESS)
  void afterEachEvent(World world) {
    var killed =
        FaultBehaviours.survivesStepByStep(
            world, Set.of(Traffic.EVENTS), Fault.AnswerLostWithSender::new);
    assertThat(killed).as("operators killed").isPositive();
  }

  @Scenario(
      id = "operator.crash.after-each-judgement",
      proves = "killed between the question for a template's verdict and its answer, it asks again",
      needs = {Capability.OPERATOR_PROCESS, Capability.TEMPLATE_JUDGED_LATER})
  void afterEachJudgement(World world) {
    var killed =
        FaultBehaviours.survivesAtEach(world, Traffic.JUDGEMENTS, Fault.AnswerLostWithSender::new);
    assertThat(killed).as("operators killed").isGreaterThanOrEqualTo(2);
  }

  @Scenario(
      id = "operator.crash.amid-rollout",
      proves = "killed amid a rollout of twenty pods, its successor finishes it",
      needs = {Capability.OPERATOR_PROCESS, Capability.SIMULATED_PODS})
  void amidRollout(World world) {
    try (var operator = world.operatorBehind(world.operators().server())) {
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
