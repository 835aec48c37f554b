package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.condition;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.paused;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.rolling;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Deployments.updated;
import static dev.miniworks.suite.Templates.IMAGE;
import static dev.miniworks.suite.Templates.MISSING_IMAGE;
import static dev.miniworks.suite.Templates.image;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Deployments;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;

/** What a paused Deployment does, and what it leaves. */
final class DeploymentPauseScenarios {

  @Scenario(
      id = "deployment.pause.holds-rollout",
      proves = "a template changed while paused waits for the resumption")
  void holdsRollout(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2), template(version("1"))));
    deployments.await("web", available(2));
    deployments.edit("web", paused(true));
    deployments.await("web", condition("Progressing", "Unknown", "DeploymentPaused"));
    deployments.edit("web", template(version("2")));
    deployments.await("web", updated(0));
    world.awaitRest();
    assertThat(world.setsOf("web")).hasSize(1);
    deployments.edit("web", paused(false));
    deployments.await(
        "web", complete().and(condition("Progressing", "True", "NewReplicaSetAvailable")));
    assertThat(world.setsOf("web")).hasSize(2);
  }

  @Scenario(
      id = "deployment.pause.scales",
      proves = "replicas are followed while paused, within the old template")
  void scales(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", available(2));
    deployments.edit("web", paused(true));
    deployments.edit("web", replicas(4), template(version("2")));
    deployments.await("web", available(4));
    deployments.edit("web", replicas(1));
    deployments.await("web", available(1));
    assertThat(world.setsOf("web")).hasSize(1);
  }

  @Scenario(
      id = "deployment.pause.amid-rollout",
      proves = "paused amid a rollout both sets stay as they are, scaled they share",
      level = Level.EXTENDED)
  void amidRollout(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(4), rolling(2, 1), template(version("1"))));
    deployments.await("web", available(4));
    deployments.edit("web", template(image(MISSING_IMAGE)));
    deployments.await("web", updated(3).and(available(3)));
    deployments.edit("web", paused(true));
    deployments.await("web", condition("Progressing", "Unknown", "DeploymentPaused"));
    deployments.edit("web", replicas(8));
    world.awaitThat(
        "all ten are shared out",
        view -> view.sets().stream().mapToInt(Facts::replicas).sum() == 10);
    world.awaitRest();
    assertThat(world.setsOf("web")).extracting(Facts::replicas).containsExactly(5, 5);
    deployments.edit("web", paused(false), template(image(IMAGE), version("2")));
    deployments.await("web", complete());
  }

  @Scenario(
      id = "deployment.pause.born-paused",
      proves = "created paused it makes no set until it is resumed")
  void bornPaused(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2), paused(true)));
    deployments.await("web", Deployments.observed());
    world.awaitRest();
    assertThat(world.setsOf("web")).isEmpty();
    deployments.edit("web", paused(false));
    deployments.await("web", complete());
  }
}
