package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.historyLimit;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Deployments;
import dev.miniworks.suite.World;
import dev.miniworks.suite.faults.Fault;
import dev.miniworks.suite.faults.Traffic;
import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.function.Function;

/** Rollouts during which requests of the operator go wrong. */
final class FaultBehaviours {

  /** Everything by which the operator gets on: what it stores, events aside. */
  static final Set<Traffic> STEPS = Set.of(Traffic.CREATIONS, Traffic.CHANGES, Traffic.DELETIONS);

  private static final int REPLICAS = 2;

  /** Creations of a rollout: two sets, and the pods of each. */
  private static final int CREATIONS = 2 + 2 * REPLICAS;

  private FaultBehaviours() {}

  /**
   * {@link #survivesAtEach} of the creations of sets and pods, whose number is known.
   *
   * @param fault given what kills the operator
   */
  static void survivesAtEachCreation(World world, Function<Runnable, Fault> fault) {
    assertThat(survivesAtEach(world, Traffic.CREATIONS, fault))
        .as("creations of a rollout")
        .isEqualTo(CREATIONS);
  }

  /**
   * Rolls out again and again: first with the fault at the first request of this kind, then at the
   * second, and so on until a rollout has fewer.
   *
   * @param fault given what kills the operator
   * @return at how many requests the fault has happened
   */
  static int survivesAtEach(World world, Traffic traffic, Function<Runnable, Fault> fault) {
    try (var proxy = world.proxy();
        var operator = world.operatorBehind(proxy.address())) {
      for (var number = 1; ; number++) {
        proxy.arm(Set.of(traffic), number, fault.apply(operator::kill));
        rollOut(world, "rollout-" + number, REPLICAS);
        if (proxy.fired() == 0) {
          return number - 1;
        }
      }
    }
  }

  /**
   * Rolls out once, while the fault happens to each request of these kinds when it comes first.
   *
   * @return how often it has happened
   */
  static int survivesOnceEach(World world, Set<Traffic> traffic, Fault fault) {
    try (var proxy = world.proxy();
        var operator = world.operatorBehind(proxy.address())) {
      proxy.armOnceEach(traffic, fault);
      rollOut(world, "web", REPLICAS);
      assertThat(operator.exitCodes()).as("ends of the operator").isEmpty();
      return proxy.fired();
    }
  }

  /**
   * Rolls out once, while each operator gets to send only one of these requests: the fault happens
   * to it and kills the operator, and its successor goes on.
   *
   * @param fault given what kills the operator
   * @return how many operators were killed
   */
  static int survivesStepByStep(
      World world, Set<Traffic> traffic, Function<Runnable, Fault> fault) {
    try (var proxy = world.proxy();
        var operator = world.operatorBehind(proxy.address())) {
      var killAndArm =
          new Runnable() {
            @Override
            public void run() {
              operator.kill();
              proxy.arm(traffic, 1, fault.apply(this));
            }
          };
      proxy.arm(traffic, 1, fault.apply(killAndArm));
      rollOut(world, "web", 1);
      return operator.exitCodes().size();
    }
  }

  private static void rollOut(World world, String name, int replicas) {
    var deployments = world.deployments();
    deployments.create(
        deployment(name, Deployments.replicas(replicas), historyLimit(0), template(version("1"))));
    deployments.await(name, complete().and(revision(1)));
    deployments.edit(name, template(version("2")));
    deployments.await(name, complete().and(revision(2)));
    world.awaitThat(
        "the old set of " + name + " is gone with its pods",
        view ->
            view.deployment(name).map(view::setsOf).filter(sets -> sets.size() == 1).isPresent()
                && view.pods().stream().filter(pod -> isOf(pod, name)).count() == replicas);
    assertThat(world.podNamesOf(world.latestSetOf(name))).as(name).hasSize(replicas);
    assertThat(podsEver(world, name)).as("pods ever made for " + name).isEqualTo(2 * replicas);
  }

  /** How many pods were ever made for the Deployment of this name. */
  static long podsEver(World world, String name) {
    return world.history().entries().stream()
        .filter(entry -> entry.kind() == Kind.POD && entry.action() == Action.ADDED)
        .filter(entry -> isOf(entry.object(), name))
        .count();
  }

  private static boolean isOf(HasMetadata pod, String name) {
    return Facts.label(pod, "app").filter(name::equals).isPresent();
  }
}
