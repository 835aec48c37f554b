package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.BringsOperators;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.faults.Fault;
import dev.miniworks.suite.faults.Traffic;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Whatever happens to a request on its way, the operator ends up where it would have without. */
@BringsOperators
final class OperatorFaultsScenarios {

  /** Fewer steps make no rollout: two sets, four pods, their deletion, and the states between. */
  private static final int STEPS_OF_A_ROLLOUT = 12;

  @Scenario(
      id = "operator.faults.lost-answers",
      proves = "a creation whose answer is lost is not made twice",
      needs = Capability.OPERATOR_PROCESS)
  void lostAnswers(World world) {
    FaultBehaviours.survivesAtEachCreation(world, kill -> new Fault.AnswerLost());
  }

  @Scenario(
      id = "operator.faults.every-answer-lost",
      proves = "a rollout whose every request loses its first answer ends up the same",
      needs = Capability.OPERATOR_PROCESS)
  void everyAnswerLost(World world) {
    survivesOnceEachStep(world, new Fault.AnswerLost());
  }

  @Scenario(
      id = "operator.faults.too-many-requests",
      proves = "a rollout whose every request is first refused for too many ends up the same",
      needs = Capability.OPERATOR_PROCESS)
  void tooManyRequests(World world) {
    survivesOnceEachStep(world, new Fault.Refused(429, "TooManyRequests"));
  }

  @Scenario(
      id = "operator.faults.server-errors",
      proves = "a rollout whose every request first meets an error of the server ends up the same",
      needs = Capability.OPERATOR_PROCESS)
  void serverErrors(World world) {
    survivesOnceEachStep(world, new Fault.Refused(500, "InternalError"));
  }

  @Scenario(
      id = "operator.faults.conflicts",
      proves = "a change that somebody else seems to have forestalled is made again",
      needs = Capability.OPERATOR_PROCESS)
  void conflicts(World world) {
    assertThat(
            FaultBehaviours.survivesOnceEach(
                world, Set.of(Traffic.CHANGES), new Fault.Refused(409, "Conflict")))
        .as("changes refused")
        .isPositive();
  }

  @Scenario(
      id = "operator.faults.names-taken",
      proves = "a creation refused because of its name is made under another",
      needs = Capability.OPERATOR_PROCESS)
  void namesTaken(World world) {
    FaultBehaviours.survivesAtEachCreation(world, kill -> new Fault.Refused(409, "AlreadyExists"));
  }

  @Scenario(
      id = "operator.faults.made-anew-amid-pass",
      proves = "a set deleted and made again while a request for the first is under way is served",
      needs = Capability.OPERATOR_PROCESS)
  void madeAnewAmidPass(World world) {
    var answered = new CompletableFuture<Void>();
    try (var proxy = world.proxy();
        var operator = world.operatorBehind(proxy.address())) {
      proxy.arm(Set.of(Traffic.CREATIONS), 1, new Fault.AnswerHeld(answered));
      var sets = world.replicaSets();
      sets.create(replicaSet("web", size(1)));
      world.awaitThat("its pod is made", view -> !view.pods().isEmpty());
      sets.delete("web", DeletionPropagation.ORPHAN);
      sets.awaitGone("web");
      sets.create(replicaSet("web", size(2)));
      answered.complete(null);
      sets.await("web", filled(2));
      assertThat(operator.exitCodes()).as("ends of the operator").isEmpty();
    }
  }

  private static void survivesOnceEachStep(World world, Fault fault) {
    assertThat(FaultBehaviours.survivesOnceEach(world, EnumSet.allOf(Traffic.class), fault))
        .as("faulty requests")
        .isGreaterThan(STEPS_OF_A_ROLLOUT);
  }
}
