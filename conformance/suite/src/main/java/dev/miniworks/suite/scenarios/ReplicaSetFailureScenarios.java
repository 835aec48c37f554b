package dev.miniworks.suite.scenarios;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;

/** What a ReplicaSet does when its pods are refused. */
final class ReplicaSetFailureScenarios {

  @Scenario(
      id = "replicaset.failure.quota-reported",
      proves = "refused pods are reported in a condition with the cause, which goes with the want",
      upstream =
          "ReplicaSet: should surface a failure condition on a common issue like exceeded quota")
  void quotaReported(World world) {
    SetBehaviours.reportsRefusedPods(world, world.replicaSets());
  }

  @Scenario(
      id = "replicaset.failure.quota-raised",
      proves = "when the quota allows it again the set fills up by itself")
  void quotaRaised(World world) {
    SetBehaviours.recoversFromQuota(world, world.replicaSets());
  }
}
