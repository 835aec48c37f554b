package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.DeletionPropagation;

/** What is left of a ReplicaSet that is deleted. */
final class ReplicaSetDeletionScenarios {

  @Scenario(
      id = "replicaset.deletion.collection",
      proves = "sets are listed by label and deleted together, their pods with them",
      upstream = "ReplicaSet: should list and delete a collection of ReplicaSets")
  void collection(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(2)));
    sets.create(replicaSet("other", size(1)));
    sets.await("web", filled(2));
    sets.await("other", filled(1));
    assertThat(sets.list("app", "web")).hasSize(1);
    sets.deleteAll("app", "web");
    sets.awaitGone("web");
    world.awaitThat("only the other set's pod is left", view -> view.pods().size() == 1);
    assertThat(sets.find("other")).isPresent();
  }

  @Scenario(
      id = "replicaset.deletion.foreground",
      proves = "deleted in the foreground, a set goes after its pods")
  void foreground(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(3)));
    sets.await("web", filled(3));
    sets.delete("web", DeletionPropagation.FOREGROUND);
    sets.awaitGone("web");
    assertThat(world.now().pods()).isEmpty();
  }

  @Scenario(
      id = "replicaset.deletion.orphan",
      proves = "deleted with its pods orphaned, a set leaves them running without an owner")
  void orphan(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(2)));
    var pods = world.podNamesOf(sets.await("web", filled(2)));
    sets.delete("web", DeletionPropagation.ORPHAN);
    sets.awaitGone("web");
    world.awaitRest();
    assertThat(world.now().pods())
        .allMatch(pod -> Facts.controller(pod).isEmpty() && Facts.active(pod))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(pods);
  }
}
