package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.recreate;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Objects;

/** How a Deployment replaces all pods at once. */
final class DeploymentRecreateScenarios {

  private static final String HOLD = "suite.miniworks.dev/hold";

  @Scenario(
      id = "deployment.recreate.no-overlap",
      proves = "no new pod is there before the last old one is gone, nor does the status say so",
      upstream = "Deployment: RecreateDeployment should delete old pods and create new ones")
  void noOverlap(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(3), recreate(), template(version("1"))));
    deployments.await("web", available(3));
    var first = world.latestSetOf("web");
    var rollout = world.history().entries().size();
    deployments.edit("web", template(version("2")));
    deployments.await("web", complete());
    assertThat(world.podNamesOf(first)).isEmpty();
    assertThat(world.podNamesOf(world.latestSetOf("web"))).hasSize(3);
    assertThat(world.history().entries().subList(rollout, world.history().entries().size()))
        .extracting(entry -> entry.object())
        .filteredOn(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .filteredOn(
            d ->
                Facts.observedGeneration(d) >= 2
                    && Facts.orElse(d.getStatus().getUpdatedReplicas(), 0) > 0)
        .allMatch(
            d -> Objects.equals(d.getStatus().getReplicas(), d.getStatus().getUpdatedReplicas()));
  }

  @Scenario(
      id = "deployment.recreate.waits-for-terminating",
      proves = "an old pod that is long in ending holds the new ones back")
  void waitsForTerminating(World world) {
    var deployments = world.deployments();
    deployments.create(
        deployment(
            "web",
            replicas(2),
            recreate(),
            template(pods -> pods.getMetadata().setFinalizers(List.of(HOLD)))));
    deployments.await("web", available(2));
    var old = world.podNamesOf(world.latestSetOf("web"));
    deployments.edit(
        "web", template(version("2"), pods -> pods.getMetadata().setFinalizers(List.of())));
    world.awaitThat(
        "the old pods are ending", view -> view.pods().stream().allMatch(Facts::deleting));
    world.awaitRest();
    assertThat(world.now().pods())
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(old);
    old.forEach(pod -> world.pods().patch(pod, "{\"metadata\":{\"finalizers\":null}}"));
    deployments.await("web", complete());
  }

  @Scenario(
      id = "deployment.recreate.scales",
      proves = "scaling follows at once, without ending any pod that stays")
  void scales(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2), recreate()));
    deployments.await("web", available(2));
    var before = world.podNamesOf(world.latestSetOf("web"));
    deployments.edit("web", replicas(4));
    deployments.await("web", complete());
    assertThat(world.podNamesOf(world.latestSetOf("web"))).hasSize(4).containsAll(before);
  }
}
