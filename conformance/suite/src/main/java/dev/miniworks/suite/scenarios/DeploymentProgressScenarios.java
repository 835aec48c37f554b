package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.condition;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.progressDeadline;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.rolling;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.IMAGE;
import static dev.miniworks.suite.Templates.MISSING_IMAGE;
import static dev.miniworks.suite.Templates.image;
import static dev.miniworks.suite.Templates.neverReady;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Deployments;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.time.Duration;
import java.time.Instant;

/** What a Deployment says about the progress of a rollout. */
final class DeploymentProgressScenarios {

  private static final int NEIGHBOURS = 4;

  @Scenario(
      id = "deployment.progress.deadline-exceeded",
      proves = "a rollout stuck beyond its deadline is reported, and nothing else happens to it")
  void deadlineExceeded(World world) {
    var deployments = world.deployments();
    deployments.create(
        deployment("web", replicas(2), rolling(1, 0), progressDeadline(3), template(version("1"))));
    deployments.await("web", complete());
    deployments.edit("web", template(image(MISSING_IMAGE)));
    deployments.await("web", condition("Progressing", "False", "ProgressDeadlineExceeded"));
    var sizes = world.setsOf("web").stream().map(Facts::replicas).toList();
    assertThat(sizes).containsExactly(2, 1);
    deployments.await("web", condition("Available", "True", "MinimumReplicasAvailable"));
  }

  @Scenario(
      id = "deployment.progress.recovers",
      proves = "a fixed template takes the rollout from the exceeded deadline to completion")
  void recovers(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", progressDeadline(2), template(image(MISSING_IMAGE))));
    deployments.await("web", condition("Progressing", "False", "ProgressDeadlineExceeded"));
    deployments.edit("web", template(image(IMAGE)));
    deployments.await(
        "web", complete().and(condition("Progressing", "True", "NewReplicaSetAvailable")));
  }

  @Scenario(
      id = "deployment.progress.complete-never-expires",
      proves = "a completed rollout does not trip the deadline when its pods fail later",
      level = Level.EXTENDED)
  void completeNeverExpires(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(1), progressDeadline(2)));
    deployments.await(
        "web", complete().and(condition("Progressing", "True", "NewReplicaSetAvailable")));
    var pod = world.podNamesOf(world.latestSetOf("web")).iterator().next();
    var broken = Instant.now();
    world
        .pods()
        .patchStatus(
            pod, "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}}");
    deployments.await("web", condition("Available", "False", "MinimumReplicasUnavailable"));
    world.awaitThat(
        "twice the deadline has passed",
        view -> Duration.between(broken, Instant.now()).toSeconds() >= 4);
    assertThat(deployments.get("web"))
        .matches(condition("Progressing", "True", "NewReplicaSetAvailable").test());
  }

  @Scenario(
      id = "deployment.progress.availability",
      proves = "too few available pods make Available False, enough make it True",
      needs = Capability.SIMULATED_PODS)
  void availability(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2), template(neverReady())));
    deployments.await(
        "web", condition("Available", "False", "MinimumReplicasUnavailable").and(available(0)));
    deployments.edit("web", template(pods -> pods.getMetadata().setAnnotations(null)));
    deployments.await(
        "web", complete().and(condition("Available", "True", "MinimumReplicasAvailable")));
  }

  @Scenario(
      id = "deployment.progress.refused-pods",
      proves = "pods refused by a quota show on the Deployment, and no longer when they come",
      level = Level.EXTENDED)
  void refusedPods(World world) {
    SetBehaviours.quota(world, 1);
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", condition("ReplicaFailure", "True", "FailedCreate"));
    SetBehaviours.quota(world, 10);
    deployments.await("web", complete().and(Deployments.noCondition("ReplicaFailure")));
  }

  @Scenario(
      id = "deployment.progress.set-refused",
      proves = "a set refused by a quota is reported, and made when the quota allows it",
      level = Level.EXTENDED)
  void setRefused(World world) {
    SetBehaviours.setQuota(world, 0);
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(1)));
    var refused =
        deployments.await("web", condition("Progressing", "False", "ReplicaSetCreateError"));
    assertThat(Facts.condition(refused, "Progressing").orElseThrow().message()).contains("quota");
    world.awaitEvent(refused, "ReplicaSetCreateError");
    SetBehaviours.setQuota(world, 10);
    deployments.await(
        "web", complete().and(condition("Progressing", "True", "NewReplicaSetAvailable")));
  }

  @Scenario(
      id = "deployment.progress.no-deadline",
      proves = "the longest deadline there is means none: progress is not reported",
      level = Level.EXTENDED)
  void noDeadline(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(1), progressDeadline(Integer.MAX_VALUE)));
    deployments.await("web", complete().and(Deployments.noCondition("Progressing")));
  }

  @Scenario(
      id = "deployment.progress.broken-neighbours",
      proves = "Deployments that cannot get on hold up no others, and get on when they can")
  void brokenNeighbours(World world) {
    var deployments = world.deployments();
    for (var i = 1; i <= NEIGHBOURS; i++) {
      deployments.create(
          deployment(
              "broken-" + i,
              replicas(3),
              template(pods -> pods.getSpec().setServiceAccountName("missing"))));
    }
    for (var i = 1; i <= NEIGHBOURS; i++) {
      deployments.await("broken-" + i, condition("ReplicaFailure", "True", "FailedCreate"));
      deployments.create(deployment("healthy-" + i, replicas(3), template(version("1"))));
    }
    for (var i = 1; i <= NEIGHBOURS; i++) {
      deployments.await("healthy-" + i, complete());
      deployments.edit("healthy-" + i, template(version("2")));
    }
    for (var i = 1; i <= NEIGHBOURS; i++) {
      deployments.await("healthy-" + i, complete().and(revision(2)));
    }
    world
        .client()
        .serviceAccounts()
        .inNamespace(world.namespace())
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName("missing").endMetadata().build())
        .create();
    for (var i = 1; i <= NEIGHBOURS; i++) {
      deployments.await("broken-" + i, complete().and(Deployments.noCondition("ReplicaFailure")));
    }
  }
}
