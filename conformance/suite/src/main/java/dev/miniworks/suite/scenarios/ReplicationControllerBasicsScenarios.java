package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.podsWith;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Expectation;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;

/** The ReplicationController, elder sibling of the ReplicaSet. */
final class ReplicationControllerBasicsScenarios {

  @Scenario(
      id = "replicationcontroller.basics.fills",
      proves = "a controller makes its pods: named after it, owned by it, ready",
      upstream = "RC: should serve a basic image on each replica with a public image",
      needs = Capability.REPLICATION_CONTROLLER)
  void fills(World world) {
    SetBehaviours.fills(world, world.replicationControllers());
  }

  @Scenario(
      id = "replicationcontroller.basics.adopts-orphans",
      proves = "a matching pod of nobody is adopted",
      upstream = "RC: should adopt matching pods on creation",
      needs = Capability.REPLICATION_CONTROLLER)
  void adoptsOrphans(World world) {
    SetBehaviours.adoptsOrphans(world, world.replicationControllers());
  }

  @Scenario(
      id = "replicationcontroller.basics.releases-relabelled",
      proves = "a pod whose labels no longer match is let go and replaced",
      upstream = "RC: should release no longer matching pods",
      needs = Capability.REPLICATION_CONTROLLER)
  void releasesRelabelled(World world) {
    SetBehaviours.releasesRelabelled(world, world.replicationControllers());
  }

  @Scenario(
      id = "replicationcontroller.basics.scale-subresource",
      proves = "the scale subresource tells and sets the replicas",
      upstream = "RC: should get and update a ReplicationController scale",
      needs = Capability.REPLICATION_CONTROLLER)
  void scaleSubresource(World world) {
    SetBehaviours.scaleSubresource(world, world.replicationControllers());
  }

  @Scenario(
      id = "replicationcontroller.basics.quota-reported",
      proves = "refused pods are reported in a condition, which goes with the want",
      upstream = "RC: should surface a failure condition on a common issue like exceeded quota",
      needs = Capability.REPLICATION_CONTROLLER)
  void quotaReported(World world) {
    SetBehaviours.reportsRefusedPods(world, world.replicationControllers());
  }

  @Scenario(
      id = "replicationcontroller.basics.lifecycle",
      proves = "patched, scaled, corrected after a false status, updated, deleted",
      upstream = "RC: should test the lifecycle of a ReplicationController",
      needs = Capability.REPLICATION_CONTROLLER)
  void lifecycle(World world) {
    var controllers = world.replicationControllers();
    controllers.create(replicaSet("web", size(1)));
    controllers.await("web", filled(1));
    controllers.patch("web", "{\"metadata\":{\"labels\":{\"patched\":\"yes\"}}}");
    controllers.patchStatus("web", "{\"status\":{\"readyReplicas\":0,\"availableReplicas\":0}}");
    controllers.scale("web", 2);
    controllers.await("web", filled(2));
    controllers.edit("web", podsWith(version("2")));
    controllers.await(
        "web",
        new Expectation<>(
            "observe its update",
            set -> Facts.observedGeneration(set) >= set.getMetadata().getGeneration()));
    assertThat(controllers.list("patched", "yes")).hasSize(1);
    controllers.deleteAll("patched", "yes");
    controllers.awaitGone("web");
    world.awaitThat("no pod is left", view -> view.pods().isEmpty());
  }

  @Scenario(
      id = "replicationcontroller.basics.selector-defaults",
      proves = "without a selector the template's labels select",
      needs = Capability.REPLICATION_CONTROLLER)
  void selectorDefaults(World world) {
    var controllers = world.replicationControllers();
    controllers.create(replicaSet("web", size(1), set -> set.getSpec().setSelector(null)));
    var controller = controllers.await("web", filled(1));
    assertThat(controller.getSpec().getSelector().getMatchLabels()).containsEntry("app", "web");
  }

  @Scenario(
      id = "replicationcontroller.basics.selector-changes",
      proves = "its selector can be changed: pods that no longer match are let go and replaced",
      level = Level.EXTENDED,
      needs = Capability.REPLICATION_CONTROLLER)
  void selectorChanges(World world) {
    SetBehaviours.changesSelector(world, world.replicationControllers());
  }
}
