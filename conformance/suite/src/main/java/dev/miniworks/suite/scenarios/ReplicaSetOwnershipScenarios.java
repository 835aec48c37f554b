package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.pod;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;

/** Which pods a ReplicaSet takes for its own. */
final class ReplicaSetOwnershipScenarios {

  private static final String WITHOUT_OWNERS = "{\"metadata\":{\"ownerReferences\":null}}";

  @Scenario(
      id = "replicaset.ownership.adopts-orphans",
      proves = "a matching pod of nobody is adopted instead of a new one being made",
      upstream =
          "ReplicaSet: should adopt matching pods on creation and release no longer matching pods")
  void adoptsOrphans(World world) {
    SetBehaviours.adoptsOrphans(world, world.replicaSets());
  }

  @Scenario(
      id = "replicaset.ownership.releases-relabelled",
      proves = "a pod whose labels no longer match is let go and replaced",
      upstream =
          "ReplicaSet: should adopt matching pods on creation and release no longer matching pods")
  void releasesRelabelled(World world) {
    SetBehaviours.releasesRelabelled(world, world.replicaSets());
  }

  @Scenario(
      id = "replicaset.ownership.takes-back-orphaned",
      proves = "a pod that lost its owner reference is taken back",
      level = Level.EXTENDED)
  void takesBackOrphaned(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(2)));
    var set = sets.await("web", filled(2));
    var before = world.podNamesOf(set);
    var lost = before.iterator().next();
    world.pods().patch(lost, WITHOUT_OWNERS);
    world.pods().await(lost, SetBehaviours.controlledBy(set));
    world.awaitRest();
    assertThat(world.podNamesOf(set)).isEqualTo(before);
  }

  @Scenario(
      id = "replicaset.ownership.spares-foreign-pods",
      proves = "a matching pod of another controller is neither counted nor touched")
  void sparesForeignPods(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("other", size(1)));
    var other = sets.await("other", filled(1));
    var foreign = world.podNamesOf(other).iterator().next();
    sets.create(
        replicaSet(
            "web",
            size(1),
            set ->
                set.getSpec()
                    .setSelector(
                        new LabelSelectorBuilder()
                            .addToMatchExpressions(
                                new LabelSelectorRequirement("app", "In", List.of("web", "other")))
                            .build())));
    var web = sets.await("web", filled(1));
    world.awaitRest();
    assertThat(world.podNamesOf(web)).hasSize(1).doesNotContain(foreign);
    assertThat(world.podNamesOf(other)).containsExactly(foreign);
  }

  @Scenario(
      id = "replicaset.ownership.surplus-orphans-go",
      proves = "a set that adopts more pods than it wants deletes the surplus",
      level = Level.EXTENDED)
  void surplusOrphansGo(World world) {
    var sets = world.replicaSets();
    for (var name : List.of("one", "two", "three")) {
      world.pods().create(pod(name, "web"));
    }
    sets.create(replicaSet("web", size(1)));
    var set = sets.await("web", filled(1));
    world.awaitThat("one pod is left", view -> view.pods().size() == 1);
    assertThat(world.podNamesOf(set)).hasSize(1);
  }

  @Scenario(
      id = "replicaset.ownership.orphans-change-hands",
      proves = "pods left behind by a deleted set are adopted by its successor",
      level = Level.EXTENDED)
  void orphansChangeHands(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(3)));
    var pods = world.podNamesOf(sets.await("web", filled(3)));
    sets.delete("web", DeletionPropagation.ORPHAN);
    sets.awaitGone("web");
    sets.create(replicaSet("web", size(3)));
    assertThat(world.podNamesOf(sets.await("web", filled(3)))).isEqualTo(pods);
  }

  @Scenario(
      id = "replicaset.ownership.match-expressions",
      proves = "expressions of the selector decide together with its labels")
  void matchExpressions(World world) {
    var sets = world.replicaSets();
    world
        .pods()
        .create(
            pod(
                "kept-out",
                "web",
                template -> template.getMetadata().getLabels().put("stage", "test")));
    sets.create(
        replicaSet(
            "web",
            set ->
                set.getSpec()
                    .setSelector(
                        new LabelSelectorBuilder()
                            .addToMatchLabels("app", "web")
                            .addToMatchExpressions(
                                new LabelSelectorRequirement("stage", "NotIn", List.of("test")))
                            .build())));
    var set = sets.await("web", filled(1));
    assertThat(world.podNamesOf(set)).doesNotContain("kept-out");
  }
}
