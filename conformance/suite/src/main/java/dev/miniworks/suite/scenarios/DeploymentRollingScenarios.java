package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.annotated;
import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.condition;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.minReadySeconds;
import static dev.miniworks.suite.Deployments.paused;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.rolling;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Deployments.updated;
import static dev.miniworks.suite.Templates.IMAGE;
import static dev.miniworks.suite.Templates.MISSING_IMAGE;
import static dev.miniworks.suite.Templates.image;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Change;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.ReplicaSets;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.Templates;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How a Deployment replaces the pods of one template by those of the next, a few at a time. The
 * bounds themselves are invariants: every history is held against them.
 */
final class DeploymentRollingScenarios {

  /** Any number does; a failure can be walked again. */
  private static final long WALK = 20_240_617;

  @Scenario(
      id = "deployment.rolling.replaces-all-pods",
      proves = "a change of the template replaces every pod by one of the new template",
      upstream = "Deployment: RollingUpdateDeployment should delete old pods and create new ones")
  void replacesAllPods(World world) {
    rolls(world, 3, "25%", "25%");
    var sets = world.setsOf("web");
    assertThat(sets).hasSize(2);
    assertThat(world.podNamesOf(sets.get(0))).isEmpty();
    assertThat(world.podNamesOf(sets.get(1))).hasSize(3);
    assertThat(Facts.revision(sets.get(1))).isEqualTo(2);
  }

  @Scenario(
      id = "deployment.rolling.surge-only",
      proves = "with maxSurge 1 and maxUnavailable 0 no pod goes before its successor is available")
  void surgeOnly(World world) {
    rolls(world, 4, 1, 0);
    assertThat(mostWanted(world)).isEqualTo(5);
  }

  @Scenario(
      id = "deployment.rolling.unavailable-only",
      proves = "with maxSurge 0 and maxUnavailable 1 room is made before a successor comes")
  void unavailableOnly(World world) {
    rolls(world, 4, 0, 1);
    assertThat(mostWanted(world)).isEqualTo(4);
  }

  @Scenario(
      id = "deployment.rolling.percentages",
      proves = "a percentage of surge rounds up, one of unavailability rounds down")
  void percentages(World world) {
    rolls(world, 5, "30%", "30%");
    assertThat(mostWanted(world)).isEqualTo(7);
  }

  @Scenario(
      id = "deployment.rolling.percentages-of-nothing",
      proves = "when surge 0 and a percentage leave nothing, one pod may be unavailable",
      level = Level.EXTENDED)
  void percentagesOfNothing(World world) {
    rolls(world, 3, 0, "1%");
  }

  @Scenario(
      id = "deployment.rolling.all-at-once",
      proves = "with maxSurge 100% all successors come at once",
      level = Level.EXTENDED)
  void allAtOnce(World world) {
    rolls(world, 4, "100%", 0);
    assertThat(mostWanted(world)).isEqualTo(8);
  }

  @Scenario(
      id = "deployment.rolling.stuck-keeps-serving",
      proves = "a template whose pods never start replaces no more pods than allowed")
  void stuckKeepsServing(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(5), rolling(1, 2), template(version("1"))));
    deployments.await("web", available(5));
    deployments.edit("web", template(image(MISSING_IMAGE)));
    deployments.await("web", updated(3).and(available(3)));
    world.awaitRest();
    assertThat(sizes(world)).containsExactly(3, 3);
  }

  @Scenario(
      id = "deployment.rolling.rollover",
      proves = "a template changed amid a rollout starts the next one, without leave from the last",
      upstream = "Deployment: deployment should support rollover")
  void rollover(World world) {
    var deployments = world.deployments();
    world.replicaSets().create(adoptable(1));
    deployments.create(
        deployment("web", rolling(1, 0), minReadySeconds(2), template(image(MISSING_IMAGE))));
    deployments.await("web", updated(1).and(revision(1)));
    world.awaitRest();
    assertThat(sizes(world)).containsExactly(1, 1);
    deployments.edit("web", template(image(IMAGE), version("2")));
    deployments.await("web", complete().and(revision(2)));
    assertThat(sizes(world)).containsExactly(0, 0, 1);
  }

  @Scenario(
      id = "deployment.rolling.proportional-growth",
      proves = "scaled up amid a stuck rollout, every active set grows by its share",
      upstream = "Deployment: deployment should support proportional scaling")
  void proportionalGrowth(World world) {
    stuckAmidRollout(world);
    world.deployments().edit("web", replicas(30));
    world.awaitThat(
        "30 and surge are shared out",
        view ->
            view.deployment("web")
                .map(view::setsOf)
                .map(sets -> sets.stream().map(Facts::replicas).toList())
                .filter(List.of(20, 13)::equals)
                .isPresent());
  }

  @Scenario(
      id = "deployment.rolling.proportional-shrinkage",
      proves = "scaled down amid a stuck rollout, every active set gives its share",
      level = Level.EXTENDED)
  void proportionalShrinkage(World world) {
    stuckAmidRollout(world);
    world.deployments().edit("web", replicas(5));
    world.deployments().await("web", updated(5).and(available(3)));
    assertThat(sizesOverTime(world)).contains(List.of(5, 3));
  }

  @Scenario(
      id = "deployment.rolling.broken-old-pods-first",
      proves = "old pods that serve nobody go first, so a fix is not held up by what it fixes")
  void brokenOldPodsFirst(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(3), rolling(1, 0), template(version("1"))));
    deployments.await("web", available(3));
    deployments.edit("web", template(image(MISSING_IMAGE)));
    deployments.await("web", updated(1));
    deployments.edit("web", template(image(IMAGE), version("2")));
    deployments.await("web", complete());
  }

  @Scenario(
      id = "deployment.rolling.scale-and-template-together",
      proves = "one edit of replicas and template ends with the new number of the new pods")
  void scaleAndTemplateTogether(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(3), template(version("1"))));
    deployments.await("web", available(3));
    deployments.edit("web", replicas(6), template(version("2")));
    deployments.await("web", complete());
    assertThat(sizes(world)).containsExactly(0, 6);
  }

  @Scenario(
      id = "deployment.rolling.there-and-back",
      proves = "a template taken back amid its rollout leads back to the untouched old set",
      level = Level.EXTENDED)
  void thereAndBack(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(4), template(version("1"))));
    deployments.await("web", available(4));
    var first = world.latestSetOf("web");
    deployments.edit("web", template(version("2"), image(MISSING_IMAGE)));
    deployments.await("web", updated(2));
    deployments.edit("web", template(version("1"), image(IMAGE)));
    deployments.await("web", complete());
    assertThat(world.setsOf("web")).hasSize(2);
    assertThat(world.latestSetOf("web").getMetadata().getUid())
        .isEqualTo(first.getMetadata().getUid());
  }

  @Scenario(
      id = "deployment.rolling.template-metadata-counts",
      proves = "a new annotation of the template is a new template",
      level = Level.EXTENDED)
  void templateMetadataCounts(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", available(2));
    deployments.edit("web", template(Templates.annotation("restartedAt", "today")));
    deployments.await("web", complete().and(revision(2)));
    assertThat(sizes(world)).containsExactly(0, 2);
  }

  @Scenario(
      id = "deployment.rolling.written-out-defaults",
      proves = "a default written out, or a quantity written otherwise, is no new template",
      level = Level.EXTENDED)
  void writtenOutDefaults(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2), template(cpu("1000m"))));
    deployments.await("web", complete());
    var pods = world.podNamesOf(world.latestSetOf("web"));
    deployments.edit(
        "web",
        template(
            cpu("1"),
            t -> t.getSpec().setRestartPolicy("Always"),
            t -> t.getSpec().setDnsPolicy("ClusterFirst"),
            t -> t.getSpec().setNodeSelector(Map.of())));
    deployments.await("web", complete());
    world.awaitRest();
    assertThat(world.setsOf("web")).hasSize(1);
    assertThat(world.podNamesOf(world.latestSetOf("web"))).isEqualTo(pods);
  }

  @Scenario(
      id = "deployment.rolling.random-walk",
      proves = "templates, sizes, pauses, rollbacks and lost pods in any order end in completion",
      upstream = "Deployment: iterative rollouts should eventually progress")
  void randomWalk(World world) {
    var deployments = world.deployments();
    var chance = new SplittableRandom(WALK);
    deployments.create(deployment("web", replicas(6), template(version("0"))));
    deployments.await("web", complete());
    for (var step = 1; step <= 20; step++) {
      switch (chance.nextInt(5)) {
        case 0 -> deployments.edit("web", template(version(Integer.toString(step))));
        case 1 -> deployments.edit("web", annotated("deprecated.deployment.rollback.to", "0"));
        case 2 -> deployments.edit("web", replicas(2 + chance.nextInt(6)));
        case 3 -> deployments.edit("web", paused(chance.nextInt(2) == 0));
        default -> deleteSomePod(world, chance);
      }
    }
    deployments.edit("web", paused(false), replicas(4));
    deployments.await(
        "web", complete().and(condition("Progressing", "True", "NewReplicaSetAvailable")));
  }

  private static void deleteSomePod(World world, SplittableRandom chance) {
    var pods = world.now().pods().stream().filter(Facts::active).toList();
    if (!pods.isEmpty()) {
      var victim = pods.get(chance.nextInt(pods.size()));
      world.pods().delete(victim.getMetadata().getName(), DeletionPropagation.BACKGROUND);
    }
  }

  private static Change<PodTemplateSpec> cpu(String amount) {
    return template ->
        template
            .getSpec()
            .getContainers()
            .get(0)
            .setResources(
                new ResourceRequirementsBuilder()
                    .addToRequests("cpu", new Quantity(amount))
                    .build());
  }

  private static void rolls(World world, int replicas, Object surge, Object unavailable) {
    var deployments = world.deployments();
    deployments.create(
        deployment("web", replicas(replicas), rolling(surge, unavailable), template(version("1"))));
    deployments.await("web", available(replicas));
    deployments.edit("web", template(version("2")));
    deployments.await("web", complete());
  }

  private static void stuckAmidRollout(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(10), rolling(3, 2), template(version("1"))));
    deployments.await("web", available(10));
    deployments.edit("web", template(image(MISSING_IMAGE)));
    deployments.await("web", updated(5).and(available(8)));
    world.awaitRest();
    assertThat(sizes(world)).containsExactly(8, 5);
  }

  private static ReplicaSet adoptable(int replicas) {
    return ReplicaSets.replicaSet(
        "web-before",
        ReplicaSets.size(replicas),
        set -> {
          set.getMetadata().getLabels().put("app", "web");
          set.getSpec().getSelector().getMatchLabels().put("app", "web");
          set.getSpec().getSelector().getMatchLabels().put("pod", "before");
          set.getSpec().getTemplate().getMetadata().getLabels().put("app", "web");
          set.getSpec().getTemplate().getMetadata().getLabels().put("pod", "before");
        });
  }

  /** The wanted replicas of each set, oldest revision first. */
  private static List<Integer> sizes(World world) {
    return world.setsOf("web").stream().map(Facts::replicas).toList();
  }

  /** The wanted replicas of the sets after each change, oldest revision first. */
  private static List<List<Integer>> sizesOverTime(World world) {
    var sizes = new ArrayList<List<Integer>>();
    world
        .history()
        .replay(
            step ->
                step.view()
                    .deployment("web")
                    .ifPresent(
                        d ->
                            sizes.add(
                                step.view().setsOf(d).stream().map(Facts::replicas).toList())));
    return sizes;
  }

  /** The most pods that the sets ever wanted together. */
  private static int mostWanted(World world) {
    var most = new int[1];
    world
        .history()
        .replay(
            step ->
                most[0] =
                    Math.max(most[0], step.view().sets().stream().mapToInt(Facts::replicas).sum()));
    return most[0];
  }
}
