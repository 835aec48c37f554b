package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.condition;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Deployments;
import dev.miniworks.suite.Expectation;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.DeletionPropagation;

/** A Deployment from its creation to its end. */
final class DeploymentLifecycleScenarios {

  @Scenario(
      id = "deployment.lifecycle.whole-life",
      proves = "created, patched, updated, listed, its status read, deleted",
      upstream = "Deployment: should run the lifecycle of a Deployment")
  void wholeLife(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", available(2));
    deployments.patch(
        "web",
        """
        {"metadata": {"labels": {"stage": "patched"}},
         "spec": {"replicas": 1, "template": {"metadata": {"annotations": {"patched": "yes"}}}}}
        """);
    deployments.await("web", complete());
    assertThat(deployments.list("stage", "patched")).hasSize(1);
    deployments.edit("web", replicas(2), template(version("3")));
    deployments.await("web", complete());
    deployments.deleteAll("stage", "patched");
    deployments.awaitGone("web");
    world.awaitThat("nothing is left", view -> view.sets().isEmpty() && view.pods().isEmpty());
  }

  @Scenario(
      id = "deployment.lifecycle.status-endpoint",
      proves = "the status can be read and written apart, and foreign conditions in it are kept",
      level = Level.EXTENDED,
      upstream = "Deployment: should validate Deployment Status endpoints")
  void statusEndpoint(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web"));
    deployments.await("web", complete());
    deployments.patchStatus(
        "web",
        "{\"status\":{\"conditions\":[{\"type\":\"Noted\",\"status\":\"True\",\"reason\":\"Test\"}]}}");
    deployments.await("web", condition("Noted", "True", "Test"));
    deployments.editStatus("web", d -> d.getStatus().getConditions().get(0).setReason("Again"));
    deployments.await("web", condition("Noted", "True", "Again"));
    deployments.edit("web", replicas(2));
    deployments.await(
        "web",
        complete()
            .and(condition("Noted", "True", "Again"))
            .and(condition("Available", "True", "MinimumReplicasAvailable")));
  }

  @Scenario(
      id = "deployment.lifecycle.min-ready-seconds",
      proves = "a rollout takes a pod for available only after minReadySeconds")
  void minReadySeconds(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", Deployments.minReadySeconds(3)));
    deployments.await(
        "web",
        available(0)
            .and(
                new Expectation<>(
                    "have a ready pod",
                    d -> Facts.orElse(d.getStatus().getReadyReplicas(), 0) == 1)));
    deployments.await("web", complete());
  }

  @Scenario(
      id = "deployment.lifecycle.events",
      proves = "every scaling of a set is told in an event")
  void events(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2), template(version("1"))));
    var created = deployments.await("web", complete());
    world.awaitEvent(created, "ScalingReplicaSet");
    deployments.edit("web", template(version("2")));
    deployments.await("web", complete());
    var old = world.setsOf("web").get(0).getMetadata().getName();
    world.awaitThat(
        "events for both directions",
        view ->
            view.eventsOn(created).stream()
                    .anyMatch(e -> e.getMessage().startsWith("Scaled down replica set " + old))
                && view.eventsOn(created).stream()
                    .anyMatch(e -> e.getMessage().startsWith("Scaled up replica set")));
  }

  @Scenario(
      id = "deployment.lifecycle.deleted-in-background",
      proves = "deleted, it takes sets and pods with it",
      upstream = "Deployment: deployment reaping should cascade to its replica sets and pods")
  void deletedInBackground(World world) {
    deleted(world, DeletionPropagation.BACKGROUND);
  }

  @Scenario(
      id = "deployment.lifecycle.deleted-in-foreground",
      proves = "deleted in the foreground, it goes last")
  void deletedInForeground(World world) {
    deleted(world, DeletionPropagation.FOREGROUND);
  }

  private static void deleted(World world, DeletionPropagation propagation) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(3), template(version("1"))));
    deployments.await("web", complete());
    deployments.edit("web", template(version("2")));
    deployments.await("web", complete());
    deployments.delete("web", propagation);
    deployments.awaitGone("web");
    if (propagation == DeletionPropagation.FOREGROUND) {
      assertThat(world.now().objects()).isEmpty();
    }
    world.awaitThat("nothing is left", view -> view.objects().isEmpty());
  }
}
