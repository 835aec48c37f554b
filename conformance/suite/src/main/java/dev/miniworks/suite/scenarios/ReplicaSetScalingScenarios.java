package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.counting;
import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.podsWith;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.Templates.neverReady;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;

/** How many pods a ReplicaSet has, and what it says about them. */
final class ReplicaSetScalingScenarios {

  @Scenario(
      id = "replicaset.scaling.fills",
      proves = "a set makes its pods: named after it, owned by it, ready",
      upstream = "ReplicaSet: should serve a basic image on each replica with a public image")
  void fills(World world) {
    SetBehaviours.fills(world, world.replicaSets());
  }

  @Scenario(
      id = "replicaset.scaling.up-and-down",
      proves = "a set grows, shrinks among its own pods, and empties")
  void upAndDown(World world) {
    SetBehaviours.scales(world, world.replicaSets());
  }

  @Scenario(
      id = "replicaset.scaling.scale-subresource",
      proves = "the scale subresource tells and sets the replicas",
      upstream = "ReplicaSet: Replicaset should have a working scale subresource")
  void scaleSubresource(World world) {
    SetBehaviours.scaleSubresource(world, world.replicaSets());
  }

  @Scenario(
      id = "replicaset.scaling.replace-and-patch",
      proves = "a replaced and a patched spec are followed; a new template is for new pods only",
      upstream = "ReplicaSet: Replace and Patch tests")
  void replaceAndPatch(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(1)));
    var first = world.podNamesOf(sets.await("web", filled(1)));
    sets.edit("web", size(2), podsWith(version("2")));
    sets.await("web", filled(2));
    sets.patch("web", "{\"spec\":{\"replicas\":3}}");
    var set = sets.await("web", filled(3));
    assertThat(world.podNamesOf(set)).containsAll(first);
    assertThat(world.now().activePodsOf(set))
        .filteredOn(pod -> pod.getSpec().getContainers().get(0).getEnv().isEmpty())
        .hasSize(1);
  }

  @Scenario(
      id = "replicaset.scaling.min-ready-seconds",
      proves = "a pod counts as available minReadySeconds after it became ready",
      level = Level.EXTENDED)
  void minReadySeconds(World world) {
    SetBehaviours.countsAvailableLater(world, world.replicaSets());
  }

  @Scenario(
      id = "replicaset.scaling.unready-pods-count",
      proves = "pods that run without being ready are replicas, but not ready ones",
      needs = Capability.SIMULATED_PODS)
  void unreadyPodsCount(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(2), podsWith(neverReady())));
    var set = sets.await("web", counting(2, 0));
    assertThat(set.getStatus().getFullyLabeledReplicas()).isEqualTo(2);
    sets.edit("web", size(0));
    sets.await("web", filled(0));
  }

  @Scenario(
      id = "replicaset.scaling.status-endpoint",
      proves = "the status can be read and written apart, and foreign conditions in it are kept",
      level = Level.EXTENDED,
      upstream = "ReplicaSet: should validate Replicaset Status endpoints")
  void statusEndpoint(World world) {
    SetBehaviours.statusEndpoint(world, world.replicaSets());
  }
}
