package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.annotated;
import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.minReadySeconds;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;

/** What a Deployment writes on its sets besides their size. */
final class DeploymentMetadataScenarios {

  private static final String HASH = "pod-template-hash";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  @Scenario(
      id = "deployment.metadata.hash",
      proves = "the set's name, labels, selector and pods bear the hash of the template")
  void hash(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", template(label("tier", "front"))));
    deployments.await("web", complete());
    var set = world.latestSetOf("web");
    var hash = Facts.label(set, HASH).orElseThrow();
    assertThat(set.getMetadata().getName()).isEqualTo("web-" + hash);
    assertThat(Facts.label(set, "tier")).contains("front");
    assertThat(set.getSpec().getSelector().getMatchLabels())
        .containsEntry(HASH, hash)
        .containsEntry("app", "web")
        .doesNotContainKey("tier");
    assertThat(set.getSpec().getTemplate().getMetadata().getLabels()).containsEntry(HASH, hash);
    assertThat(world.now().activePodsOf(set))
        .singleElement()
        .satisfies(pod -> assertThat(Facts.label(pod, HASH)).contains(hash));
    assertThat(deployments.get("web").getSpec().getTemplate().getMetadata().getLabels())
        .doesNotContainKey(HASH);
  }

  @Scenario(
      id = "deployment.metadata.annotations",
      proves = "annotations are passed on to the set, but what kubectl applied last",
      upstream = "Deployment: deployment reaping should cascade to its replica sets and pods")
  void annotations(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", annotated("team", "blue"), annotated(LAST_APPLIED, "{}")));
    deployments.await("web", complete());
    var set = world.latestSetOf("web");
    assertThat(Facts.annotation(set, "team")).contains("blue");
    assertThat(Facts.annotation(set, LAST_APPLIED)).isEmpty();
    deployments.edit("web", annotated("team", "green"));
    world.awaitThat(
        "the set is told",
        view ->
            view.sets().stream()
                .allMatch(s -> "green".equals(s.getMetadata().getAnnotations().get("team"))));
    assertThat(world.setsOf("web")).hasSize(1);
  }

  @Scenario(
      id = "deployment.metadata.min-ready-seconds-change",
      proves = "a change of minReadySeconds reaches the set without a new revision",
      level = Level.EXTENDED)
  void minReadySecondsChange(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", available(2));
    deployments.edit("web", minReadySeconds(300));
    deployments.await("web", available(0));
    deployments.edit("web", minReadySeconds(1));
    deployments.await("web", available(2));
    assertThat(world.setsOf("web")).hasSize(1);
    assertThat(world.latestSetOf("web").getSpec().getMinReadySeconds()).isEqualTo(1);
  }
}
