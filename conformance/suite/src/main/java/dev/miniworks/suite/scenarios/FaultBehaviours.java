package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.World;
import dev.miniworks.suite.faults.Fault;
import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.subject.Kind;
import java.util.function.Function;

/** Goes through every creation that a rollout makes and lets the same thing go wrong with each. */
final class FaultBehaviours {

  private static final int REPLICAS = 3;

  private FaultBehaviours() {}

  /**
   * Rolls out once undisturbed, to count the creations, then once for each of them with the fault.
   *
   * @param fault given what kills the operator
   */
  static void survivesEach(World world, Function<Runnable, Fault> fault) {
    try (var proxy = world.proxy();
        var operator = world.operatorBehind(proxy.address())) {
      proxy.disarm();
      rollOut(world, "undisturbed");
      var creations = proxy.creations();
      assertThat(creations).as("creations of an undisturbed run").isEqualTo(2 + 2 * REPLICAS);
      for (var n = 1; n <= creations; n++) {
        proxy.arm(n, fault.apply(operator::kill));
        rollOut(world, "fault-" + n);
        assertThat(proxy.fired()).as("fault at creation %d", n).isTrue();
      }
    }
  }

  private static void rollOut(World world, String name) {
    var deployments = world.deployments();
    deployments.create(deployment(name, replicas(REPLICAS), template(version("1"))));
    deployments.await(name, complete().and(revision(1)));
    deployments.edit(name, template(version("2")));
    deployments.await(name, complete().and(revision(2)));
    world.awaitThat(
        "the old pods of " + name + " are gone",
        view ->
            view.deployment(name)
                .map(view::setsOf)
                .filter(sets -> sets.size() == 2 && view.podsOf(sets.get(0)).isEmpty())
                .isPresent());
    assertThat(world.setsOf(name)).as(name).extracting(Facts::replicas).containsExactly(0, 3);
    assertThat(world.podNamesOf(world.latestSetOf(name))).as(name).hasSize(REPLICAS);
    assertThat(podsEver(world, name)).as("pods ever made for " + name).isEqualTo(2 * REPLICAS);
  }

  /** How many pods were ever made for the Deployment of this name. */
  static long podsEver(World world, String name) {
    return world.history().entries().stream()
        .filter(entry -> entry.kind() == Kind.POD && entry.action() == Action.ADDED)
        .filter(entry -> Facts.label(entry.object(), "app").filter(name::equals).isPresent())
        .count();
  }
}
