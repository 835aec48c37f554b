package dev.miniworks.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.replicaset.ReplicaSetAction;
import dev.miniworks.operator.replicaset.ReplicaSetPlan;
import dev.miniworks.operator.testing.Samples;
import dev.miniworks.operator.testing.World;
import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.PodPhase;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.RollingBounds;
import dev.miniworks.operator.workload.Selectors;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays random histories of users, kubelets and both controllers, and holds them to the rules. */
class RolloutPropertiesTest {

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyHistoryKeepsTheBoundsAndEndsComplete(int seed) {
    Random random = new Random(seed);
    World world = new World(Samples.deployment(spec(random)));
    for (int step = 0; step < 150; step++) {
      String what = "seed " + seed + ", step " + step;
      switch (random.nextInt(12)) {
        case 0 -> user(world, random);
        case 1, 2, 3, 4 -> checkedDeploymentSync(world, what);
        case 5, 6, 7 -> world.sets().forEach(set -> checkedSetSync(world, set, what));
        case 8, 9, 10 -> one(world.pods(), random).ifPresent(world::advance);
        default -> misfortune(world, random);
      }
      world.pass(Duration.ofSeconds(random.nextInt(20)));
    }

    world.edit(spec -> spec.withPaused(false));
    world.settle();
    assertComplete(world, "seed " + seed);
  }

  private static DeploymentSpec spec(Random random) {
    if (random.nextInt(5) == 0) {
      return Samples.recreateSpec(random.nextInt(8));
    }
    int surge = random.nextInt(4);
    int unavailable = surge == 0 ? 1 + random.nextInt(3) : random.nextInt(4);
    return random.nextBoolean()
        ? Samples.deploymentSpec(random.nextInt(12), surge, unavailable)
        : Samples.deploymentSpec(random.nextInt(12), surge * 15 + "%", unavailable * 15 + "%");
  }

  private static void user(World world, Random random) {
    switch (random.nextInt(6)) {
      case 0, 1 ->
          world.edit(spec -> spec.withTemplate(Samples.template("web:" + random.nextInt(4))));
      case 2, 3 -> world.edit(spec -> spec.withReplicas(random.nextInt(12)));
      case 4 -> world.edit(spec -> spec.withPaused(!Boolean.TRUE.equals(spec.getPaused())));
      default -> {
        Map<String, String> annotations = new HashMap<>(world.deployment().meta().annotations());
        annotations.put(Annotations.ROLLBACK_TO, Integer.toString(random.nextInt(3)));
        world.annotate(annotations);
      }
    }
  }

  private static void misfortune(World world, Random random) {
    one(world.pods().stream().filter(PodView::active).toList(), random)
        .ifPresent(
            pod -> {
              if (random.nextBoolean()) {
                world.breakPod(pod);
              } else if (pod.phase() == PodPhase.RUNNING) {
                world.failPod(pod);
              }
            });
  }

  private static Optional<PodView> one(List<PodView> pods, Random random) {
    return pods.isEmpty() ? Optional.empty() : Optional.of(pods.get(random.nextInt(pods.size())));
  }

  private static void checkedDeploymentSync(World world, String what) {
    RollingBounds bounds =
        RollingBounds.of(
            world.deployment().spec().getStrategy(), world.deployment().spec().getReplicas());
    int wantedBefore = world.sets().stream().mapToInt(ReplicaSetView::replicas).sum();
    int keptBefore = kept(world);
    boolean rollingBefore =
        Situation.of(
                world.snapshot(),
                Rollout.of(
                    world.snapshot(),
                    Selectors.parse(world.deployment().spec().getSelector()).orElseThrow()))
            == Situation.ROLLOUT;

    DeploymentPlan plan = world.syncDeployment();

    assertThat(world.sets().stream().mapToInt(ReplicaSetView::replicas).sum())
        .as("%s: pods wanted in all, plan %s", what, plan.actions())
        .isLessThanOrEqualTo(Math.max(wantedBefore, bounds.maxTotal()));
    if (rollingBefore && !RollingBounds.recreates(world.deployment().spec().getStrategy())) {
      assertThat(kept(world))
          .as("%s: pods known to stay available, plan %s", what, plan.actions())
          .isGreaterThanOrEqualTo(Math.min(keptBefore, bounds.minAvailable()));
    }
    Set<Class<?>> directions = new HashSet<>();
    plan.actions().stream()
        .filter(DeploymentAction.UpdateSet.class::isInstance)
        .map(DeploymentAction.UpdateSet.class::cast)
        .filter(update -> rollingBefore && update.replicas() != update.set().replicas())
        .forEach(
            update ->
                directions.add(
                    update.replicas() > update.set().replicas() ? Integer.class : Long.class));
    assertThat(directions).as("%s: grows or shrinks", what).hasSizeLessThan(2);
  }

  /** Pods that are reported available and will not be deleted: a set drops unready pods first. */
  private static int kept(World world) {
    return world.sets().stream()
        .mapToInt(set -> Math.min(set.replicas(), Counts.available(set)))
        .sum();
  }

  private static void checkedSetSync(World world, ReplicaSetView set, String what) {
    if (world.sets().stream().noneMatch(s -> s.meta().equals(set.meta()))) {
      return;
    }
    ReplicaSetPlan plan = world.syncSet(set.meta().name());
    assertThat(plan.actions().stream().map(Object::getClass))
        .as("%s: creates or deletes", what)
        .doesNotContainSequence(
            ReplicaSetAction.CreatePods.class, ReplicaSetAction.DeletePods.class)
        .doesNotContainSequence(
            ReplicaSetAction.DeletePods.class, ReplicaSetAction.CreatePods.class);
  }

  private static void assertComplete(World world, String what) {
    DeploymentStatus status = world.deployment().status();
    int replicas = world.deployment().spec().getReplicas();
    assertThat(Counts.of(status).complete(replicas)).as("%s: %s", what, status).isTrue();
    assertThat(status.getConditions())
        .as(what)
        .filteredOn(condition -> Progress.TYPE.equals(condition.getType()))
        .extracting(DeploymentCondition::getReason)
        .containsExactly("NewReplicaSetAvailable");
    assertThat(world.sets().stream().filter(set -> set.replicas() > 0).count())
        .as("%s: sets with pods", what)
        .isLessThanOrEqualTo(1);
    DeploymentSnapshot snapshot = world.snapshot();
    DeploymentPlan plan = DeploymentPlanner.plan(snapshot);
    assertThat(plan.actions()).as("%s: nothing left to do", what).isEmpty();
    assertThat(DeploymentStatuses.status(snapshot, plan, Outcome.DONE))
        .as("%s: nothing left to write", what)
        .isEqualTo(status);
  }
}
