package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.annotated;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.historyLimit;
import static dev.miniworks.suite.Deployments.paused;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Change;
import dev.miniworks.suite.Expectation;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/** The revisions of a Deployment, and the way back to them. */
final class DeploymentHistoryScenarios {

  private static final String ROLLBACK_TO = "deprecated.deployment.rollback.to";

  @Scenario(
      id = "deployment.history.revisions",
      proves = "each template gets the next revision, on its set and on the Deployment")
  void revisions(World world) {
    deploy(world, 3);
    assertThat(world.setsOf("web")).extracting(Facts::revision).containsExactly(1L, 2L, 3L);
    assertThat(Facts.revision(world.deployments().get("web"))).isEqualTo(3);
  }

  @Scenario(
      id = "deployment.history.limit",
      proves = "no more old sets are kept than the limit, and the oldest go first")
  void limit(World world) {
    deploy(world, 4, historyLimit(2));
    world.awaitThat("two old sets are left", view -> view.sets().size() == 3);
    assertThat(world.setsOf("web")).extracting(Facts::revision).containsExactly(2L, 3L, 4L);
  }

  @Scenario(
      id = "deployment.history.no-history",
      proves = "with limit 0 the old set goes as soon as the rollout is complete",
      upstream = "Deployment: deployment should delete old replica sets")
  void noHistory(World world) {
    deploy(world, 2, historyLimit(0));
    world.awaitThat("no old set is left", view -> view.sets().size() == 1);
    assertThat(world.setsOf("web")).extracting(Facts::revision).containsExactly(2L);
  }

  @Scenario(
      id = "deployment.history.limit-lowered",
      proves = "a lowered limit is applied without a rollout",
      level = Level.EXTENDED)
  void limitLowered(World world) {
    deploy(world, 3);
    world.deployments().edit("web", historyLimit(1));
    world.awaitThat("one old set is left", view -> view.sets().size() == 2);
    assertThat(world.setsOf("web")).extracting(Facts::revision).containsExactly(2L, 3L);
  }

  @Scenario(
      id = "deployment.history.rollback-by-template",
      proves = "an earlier template brings its set back, under a new revision, the old one noted")
  void rollbackByTemplate(World world) {
    deploy(world, 2);
    var first = world.setsOf("web").get(0);
    world.deployments().edit("web", template(version("1")));
    world.deployments().await("web", complete().and(revision(3)));
    assertThat(world.setsOf("web")).hasSize(2);
    assertBack(world, first);
  }

  @Scenario(
      id = "deployment.history.rollback-by-annotation",
      proves = "the rollback annotation restores the template of that revision and goes away",
      level = Level.EXTENDED)
  void rollbackByAnnotation(World world) {
    deploy(world, 3);
    var first = world.setsOf("web").get(0);
    var deployments = world.deployments();
    deployments.edit("web", annotated(ROLLBACK_TO, "1"));
    deployments.await("web", complete().and(revision(4)));
    var restored = deployments.get("web");
    assertThat(Facts.annotation(restored, ROLLBACK_TO)).isEmpty();
    assertThat(restored.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
        .extracting(env -> env.getValue())
        .containsExactly("1");
    assertThat(restored.getSpec().getTemplate().getMetadata().getLabels())
        .doesNotContainKey("pod-template-hash");
    world.awaitEvent(restored, "DeploymentRollback");
    assertBack(world, first);
  }

  @Scenario(
      id = "deployment.history.rollback-to-last",
      proves = "rollback to revision 0 is rollback to the one before",
      level = Level.EXTENDED)
  void rollbackToLast(World world) {
    deploy(world, 3);
    var second = world.setsOf("web").get(1);
    world.deployments().edit("web", annotated(ROLLBACK_TO, "0"));
    world.deployments().await("web", complete().and(revision(4)));
    assertThat(world.latestSetOf("web").getMetadata().getUid())
        .isEqualTo(second.getMetadata().getUid());
  }

  @Scenario(
      id = "deployment.history.rollback-to-unknown",
      proves = "rollback to a revision that is not there changes nothing but says so",
      level = Level.EXTENDED)
  void rollbackToUnknown(World world) {
    deploy(world, 1);
    var deployments = world.deployments();
    var edited = deployments.edit("web", annotated(ROLLBACK_TO, "7"));
    world.awaitEvent(edited, "DeploymentRollbackRevisionNotFound");
    deployments.await("web", withoutAnnotation());
    assertThat(Facts.revision(deployments.get("web"))).isEqualTo(1);
  }

  @Scenario(
      id = "deployment.history.rollback-to-current",
      proves = "rollback to the revision there is changes nothing but says so",
      level = Level.EXTENDED)
  void rollbackToCurrent(World world) {
    deploy(world, 2);
    var deployments = world.deployments();
    var edited = deployments.edit("web", annotated(ROLLBACK_TO, "2"));
    world.awaitEvent(edited, "DeploymentRollbackTemplateUnchanged");
    deployments.await("web", withoutAnnotation());
    assertThat(Facts.revision(deployments.get("web"))).isEqualTo(2);
  }

  @Scenario(
      id = "deployment.history.rollback-while-paused",
      proves = "a rollback asked for while paused waits for the resumption",
      level = Level.EXTENDED)
  void rollbackWhilePaused(World world) {
    deploy(world, 2);
    var deployments = world.deployments();
    deployments.edit("web", paused(true));
    deployments.edit("web", annotated(ROLLBACK_TO, "1"));
    world.awaitRest();
    assertThat(Facts.annotation(deployments.get("web"), ROLLBACK_TO)).contains("1");
    assertThat(world.setsOf("web")).extracting(Facts::replicas).containsExactly(0, 2);
    deployments.edit("web", paused(false));
    deployments.await("web", complete().and(revision(3)).and(withoutAnnotation()));
  }

  /** Rolls out version 1, 2 ... one after another. */
  @SafeVarargs
  private static void deploy(World world, int versions, Change<Deployment>... changes) {
    var deployments = world.deployments();
    var first = deployment("web", replicas(2), template(version("1")));
    for (var change : changes) {
      change.to(first);
    }
    deployments.create(first);
    deployments.await("web", complete().and(revision(1)));
    for (var next = 2; next <= versions; next++) {
      deployments.edit("web", template(version(Integer.toString(next))));
      deployments.await("web", complete().and(revision(next)));
    }
  }

  private static Expectation<Deployment> withoutAnnotation() {
    return new Expectation<>(
        "have lost the annotation", d -> Facts.annotation(d, ROLLBACK_TO).isEmpty());
  }

  private static void assertBack(World world, ReplicaSet first) {
    var latest = world.latestSetOf("web");
    assertThat(latest.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
    assertThat(Facts.annotation(latest, Facts.REVISION + "-history")).contains("1");
    assertThat(world.podNamesOf(latest)).hasSize(2);
  }
}
