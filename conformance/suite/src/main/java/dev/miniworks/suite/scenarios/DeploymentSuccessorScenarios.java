package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.util.stream.IntStream;

/** A Deployment made under the name of one just deleted is served like any other. */
final class DeploymentSuccessorScenarios {

  /** Enough that some are deleted while their first pass is under way, some before it. */
  private static final int NAMES = 12;

  @Scenario(
      id = "deployment.successor.at-once",
      proves = "Deployments deleted and made again at once under the same names are rolled out")
  void atOnce(World world) {
    var deployments = world.deployments();
    for (var n = 0; n < NAMES; n++) {
      deployments.create(deployment("web-" + n, replicas(1)));
      deployments.delete("web-" + n, DeletionPropagation.BACKGROUND);
      deployments.create(deployment("web-" + n, replicas(1)));
    }
    IntStream.range(0, NAMES).forEach(n -> deployments.await("web-" + n, complete()));
  }
}
