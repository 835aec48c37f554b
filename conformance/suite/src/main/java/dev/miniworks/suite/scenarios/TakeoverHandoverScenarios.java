package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.paused;
import static dev.miniworks.suite.Deployments.recreate;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.rolling;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Deployments.updated;
import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.Templates.IMAGE;
import static dev.miniworks.suite.Templates.MISSING_IMAGE;
import static dev.miniworks.suite.Templates.image;
import static dev.miniworks.suite.Templates.readyAfter;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.BringsOperators;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.View;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Isolated;

/** A live cluster changes hands: from its own controllers to the operator, and back. */
@BringsOperators
@Isolated("the cluster's own controllers are switched on and off")
final class TakeoverHandoverScenarios {

  private static final int MANY = 10;

  @Scenario(
      id = "takeover.handover.there-and-back",
      proves = "what is at rest is not touched by a takeover, nor by the way back; both work on",
      needs = {
        Capability.OPERATOR_PROCESS,
        Capability.REPLICATION_CONTROLLER,
        Capability.OWN_CONTROL_PLANE
      })
  void thereAndBack(World world) {
    try (var handover = new Handover(world)) {
      handover.toNative();
      rollOutThrice(world, "web");
      rollOutThrice(world, "idle");
      pausedWithAChange(world);
      stuckAmidRollout(world);
      createAndAwait(world, deployment("batch", replicas(2), recreate()));
      world.replicaSets().create(replicaSet("cache", size(2)));
      world.replicaSets().await("cache", filled(2));
      world.replicationControllers().create(replicaSet("legacy", size(2)));
      world.replicationControllers().await("legacy", filled(2));

      world.awaitRest();
      var leftByNative = Handover.inventory(world);
      handover.toOperator();
      world.awaitRest();
      assertThat(Handover.inventory(world)).isEqualTo(leftByNative);

      var idle = Handover.inventory(world, TakeoverHandoverScenarios::isIdle);
      workOn(world);
      assertThat(Handover.inventory(world, TakeoverHandoverScenarios::isIdle)).isEqualTo(idle);

      world.awaitRest();
      var leftByOperator = Handover.inventory(world);
      handover.toNative();
      world.awaitRest();
      assertThat(Handover.inventory(world)).isEqualTo(leftByOperator);

      goBackToThird(world);
      world.awaitRest();
      assertThat(Handover.inventory(world, TakeoverHandoverScenarios::isIdle)).isEqualTo(idle);
    }
  }

  @Scenario(
      id = "takeover.handover.amid-rollout",
      proves = "a rollout in motion is finished by whoever takes over, without a pod too many",
      needs = {
        Capability.OPERATOR_PROCESS,
        Capability.REPLICATION_CONTROLLER,
        Capability.OWN_CONTROL_PLANE,
        Capability.SIMULATED_PODS
      })
  void amidRollout(World world) {
    var deployments = world.deployments();
    try (var handover = new Handover(world)) {
      handover.toNative();
      createAndAwait(world, deployment("web", replicas(MANY), template(version("1"))));
      beginRollout(world, "2");
      handover.toOperator();
      deployments.await("web", complete().and(revision(2)));
      beginRollout(world, "3");
      handover.toNative();
      deployments.await("web", complete().and(revision(3)));
      assertThat(world.setsOf("web")).extracting(Facts::replicas).containsExactly(0, 0, MANY);
      assertThat(FaultBehaviours.podsEver(world, "web")).isEqualTo(3 * MANY);
    }
  }

  private static void rollOutThrice(World world, String name) {
    createAndAwait(world, deployment(name, replicas(3), template(version("1"))));
    for (var next : new String[] {"2", "3"}) {
      world.deployments().edit(name, template(version(next)));
      world.deployments().await(name, complete());
    }
  }

  private static void pausedWithAChange(World world) {
    createAndAwait(world, deployment("paused", replicas(2), template(version("1"))));
    world.deployments().edit("paused", paused(true));
    world.deployments().edit("paused", template(version("2")));
    world.deployments().await("paused", updated(0));
  }

  private static void stuckAmidRollout(World world) {
    createAndAwait(world, deployment("stuck", replicas(4), rolling(2, 1), template(version("1"))));
    world.deployments().edit("stuck", template(image(MISSING_IMAGE)));
    world.deployments().await("stuck", updated(3).and(available(3)));
  }

  private static void createAndAwait(World world, Deployment deployment) {
    world.deployments().create(deployment);
    world.deployments().await(deployment.getMetadata().getName(), complete());
  }

  private static void workOn(World world) {
    var deployments = world.deployments();
    deployments.edit("web", replicas(5));
    deployments.edit("web", template(version("4")));
    deployments.edit("paused", paused(false));
    deployments.edit("stuck", template(image(IMAGE), version("2")));
    deployments.edit("batch", template(version("2")));
    world.replicaSets().edit("cache", size(3));
    world.replicationControllers().edit("legacy", size(1));
    deployments.await("web", complete().and(revision(4)));
    deployments.await("paused", complete().and(revision(2)));
    deployments.await("stuck", complete().and(revision(3)));
    deployments.await("batch", complete().and(revision(2)));
    world.replicaSets().await("cache", filled(3));
    world.replicationControllers().await("legacy", filled(1));
  }

  /**
   * The set that the cluster's own controllers once made is used again, with all that came after.
   */
  private static void goBackToThird(World world) {
    var third = world.setsOf("web").get(2).getMetadata().getUid();
    world.deployments().edit("web", template(version("3")));
    world.deployments().await("web", complete().and(revision(5)));
    assertThat(world.latestSetOf("web").getMetadata().getUid()).isEqualTo(third);
    assertThat(world.setsOf("web")).hasSize(4);
  }

  private static void beginRollout(World world, String version) {
    world.deployments().edit("web", template(version(version), readyAfter(Duration.ofMillis(500))));
    world.awaitThat(
        "the rollout to version %s is in motion".formatted(version),
        view -> view.deployment("web").filter(web -> inMotion(view, web)).isPresent());
  }

  private static boolean inMotion(View view, Deployment web) {
    var latest = view.setsOf(web).get(view.setsOf(web).size() - 1);
    return Facts.available(latest) > 0 && Facts.available(latest) < MANY && !Facts.complete(web);
  }

  private static boolean isIdle(HasMetadata object) {
    return Facts.label(object, "app").filter("idle"::equals).isPresent();
  }
}
