package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.rolling;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Deployments;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;

/** How a Deployment follows its replicas. */
final class DeploymentScalingScenarios {

  @Scenario(
      id = "deployment.scaling.up-and-down",
      proves = "replicas up, down and to nothing are followed within the same revision")
  void upAndDown(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", complete());
    for (var wanted : new int[] {6, 3, 0, 1}) {
      deployments.edit("web", replicas(wanted));
      deployments.await("web", complete());
      assertThat(world.podNamesOf(world.latestSetOf("web"))).hasSize(wanted);
    }
    assertThat(world.setsOf("web")).hasSize(1);
    assertThat(Facts.revision(deployments.get("web"))).isEqualTo(1);
  }

  @Scenario(
      id = "deployment.scaling.scale-subresource",
      proves = "the scale subresource tells and sets the replicas",
      upstream = "Deployment: Deployment should have a working scale subresource")
  void scaleSubresource(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web"));
    deployments.await("web", complete());
    var scale = deployments.scale("web");
    assertThat(scale.getSpec().getReplicas()).isEqualTo(1);
    assertThat(scale.getStatus().getReplicas()).isEqualTo(1);
    assertThat(scale.getStatus().getSelector()).isEqualTo("app=web");
    deployments.scale("web", 2);
    deployments.await("web", available(2));
    deployments.patchScale("web", 4);
    deployments.await("web", available(4));
    assertThat(deployments.get("web").getSpec().getReplicas()).isEqualTo(4);
  }

  @Scenario(
      id = "deployment.scaling.bounds-noted-on-set",
      proves = "the set bears the replicas wanted, and with surge, at its last scaling")
  void boundsNotedOnSet(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(4), rolling(2, 0)));
    deployments.await("web", complete());
    var set = world.latestSetOf("web");
    assertThat(Facts.annotation(set, Facts.DESIRED_REPLICAS)).contains("4");
    assertThat(Facts.annotation(set, Facts.MAX_REPLICAS)).contains("6");
    deployments.edit("web", replicas(5));
    deployments.await("web", complete());
    var scaled = world.latestSetOf("web");
    assertThat(Facts.annotation(scaled, Facts.DESIRED_REPLICAS)).contains("5");
    assertThat(Facts.annotation(scaled, Facts.MAX_REPLICAS)).contains("7");
  }

  @Scenario(
      id = "deployment.scaling.template-change-at-zero",
      proves = "with no replicas a new template makes a new, empty set")
  void templateChangeAtZero(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(0), template(version("1"))));
    deployments.await("web", complete());
    deployments.edit("web", template(version("2")));
    deployments.await("web", complete().and(Deployments.revision(2)));
    assertThat(world.setsOf("web")).hasSize(2);
    assertThat(world.now().pods()).isEmpty();
  }
}
