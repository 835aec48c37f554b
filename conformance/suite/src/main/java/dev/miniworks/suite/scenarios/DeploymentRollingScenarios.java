package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.rolling;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;

/** How a Deployment replaces the pods of one template by those of the next, a few at a time. */
final class DeploymentRollingScenarios {

  @Scenario(
      id = "deployment.rolling.replaces-all-pods",
      proves = "a change of the template replaces every pod by one of the new template",
      upstream = "Deployment: RollingUpdateDeployment should delete old pods and create new ones")
  void replacesAllPods(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(3), template(version("1"))));
    deployments.await("web", available(3));
    var first = world.latestSetOf("web");
    deployments.edit("web", template(version("2")));
    deployments.await("web", complete());
    var second = world.latestSetOf("web");
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
    assertThat(world.podNamesOf(first)).isEmpty();
    assertThat(world.podNamesOf(second)).hasSize(3);
    assertThat(Facts.revision(second)).isEqualTo(2);
  }

  @Scenario(
      id = "deployment.rolling.surge-only",
      proves = "with maxSurge 1 and maxUnavailable 0 no pod goes before its successor is available")
  void surgeOnly(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(4), rolling(1, 0), template(version("1"))));
    deployments.await("web", available(4));
    deployments.edit("web", template(version("2")));
    deployments.await("web", complete());
  }
}
