package dev.miniworks.suite.scenarios;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.faults.Fault;
import org.junit.jupiter.api.parallel.Isolated;

/** Whatever happens to a request on its way, the operator ends up where it would have without. */
@Isolated("another operator takes the place of the one that serves all scenarios")
final class OperatorFaultsScenarios {

  @Scenario(
      id = "operator.faults.lost-answers",
      proves = "a creation whose answer is lost is not made twice",
      needs = Capability.OPERATOR_PROCESS)
  void lostAnswers(World world) {
    FaultBehaviours.survivesEach(world, kill -> new Fault.AnswerLost());
  }

  @Scenario(
      id = "operator.faults.too-many-requests",
      proves = "a creation refused for too many requests is made later",
      needs = Capability.OPERATOR_PROCESS)
  void tooManyRequests(World world) {
    FaultBehaviours.survivesEach(world, kill -> new Fault.Refused(429, "TooManyRequests"));
  }

  @Scenario(
      id = "operator.faults.server-errors",
      proves = "a creation refused for an error of the server is made later",
      needs = Capability.OPERATOR_PROCESS)
  void serverErrors(World world) {
    FaultBehaviours.survivesEach(world, kill -> new Fault.Refused(500, "InternalError"));
  }

  @Scenario(
      id = "operator.faults.conflicts",
      proves = "a creation refused because of its name is made under another",
      needs = Capability.OPERATOR_PROCESS)
  void conflicts(World world) {
    FaultBehaviours.survivesEach(world, kill -> new Fault.Refused(409, "AlreadyExists"));
  }
}
