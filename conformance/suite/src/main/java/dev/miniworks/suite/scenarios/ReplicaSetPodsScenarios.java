package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.podsWith;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.Templates.annotation;
import static dev.miniworks.suite.Templates.exitAfter;
import static dev.miniworks.suite.Templates.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Expectation;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.util.List;

/** The pods that a ReplicaSet makes, and what becomes of them. */
final class ReplicaSetPodsScenarios {

  private static final String HOLD = "suite.miniworks.dev/hold";
  private static final String LET_GO = "{\"metadata\":{\"finalizers\":null}}";

  @Scenario(
      id = "replicaset.pods.template-copied",
      proves = "labels, annotations and finalizers of the template are those of the pods")
  void templateCopied(World world) {
    var sets = world.replicaSets();
    sets.create(
        replicaSet(
            "web",
            podsWith(
                label("tier", "front"),
                annotation("note", "hello"),
                template -> template.getMetadata().setFinalizers(List.of(HOLD)))));
    var set = sets.await("web", filled(1));
    var pod = world.now().activePodsOf(set).get(0);
    assertThat(Facts.label(pod, "tier")).contains("front");
    assertThat(Facts.annotation(pod, "note")).contains("hello");
    assertThat(pod.getMetadata().getFinalizers()).containsExactly(HOLD);
    sets.edit("web", size(0));
    sets.await("web", filled(0));
    world.pods().patch(pod.getMetadata().getName(), LET_GO);
    world.pods().awaitGone(pod.getMetadata().getName());
  }

  @Scenario(
      id = "replicaset.pods.deleted-are-replaced",
      proves = "a pod that is deleted gets a successor; the others stay")
  void deletedAreReplaced(World world) {
    SetBehaviours.replacesDeleted(world, world.replicaSets());
  }

  @Scenario(
      id = "replicaset.pods.failed-are-replaced",
      proves = "pods that end are replaced, and the ended ones are left for others to clean up",
      needs = Capability.SIMULATED_PODS)
  void failedAreReplaced(World world) {
    endedAreReplaced(world, 1, "Failed");
  }

  @Scenario(
      id = "replicaset.pods.succeeded-are-replaced",
      proves = "pods that end well are replaced too: a set wants running pods",
      level = Level.EXTENDED,
      needs = Capability.SIMULATED_PODS)
  void succeededAreReplaced(World world) {
    endedAreReplaced(world, 0, "Succeeded");
  }

  @Scenario(
      id = "replicaset.pods.terminating-make-room",
      proves = "a pod that is long in ending is replaced at once, and counted as terminating")
  void terminatingMakeRoom(World world) {
    var sets = world.replicaSets();
    sets.create(
        replicaSet(
            "web", size(2), podsWith(pods -> pods.getMetadata().setFinalizers(List.of(HOLD)))));
    var set = sets.await("web", filled(2));
    var leaver = world.podNamesOf(set).iterator().next();
    world.pods().delete(leaver, DeletionPropagation.BACKGROUND);
    sets.await("web", terminating(1).and(filled(2)));
    assertThat(world.podNamesOf(set)).hasSize(2).doesNotContain(leaver);
    world.pods().patch(leaver, LET_GO);
    sets.await("web", terminating(0).and(filled(2)));
    sets.edit("web", size(0));
    sets.await("web", filled(0));
    world.now().podsOf(set).forEach(pod -> world.pods().patch(pod.getMetadata().getName(), LET_GO));
  }

  private static void endedAreReplaced(World world, int code, String phase) {
    var sets = world.replicaSets();
    var set =
        sets.create(replicaSet("web", size(1), podsWith(exitAfter(Duration.ofMillis(500), code))));
    world.awaitThat(
        "two ended pods and one more",
        view ->
            view.podsOf(set).stream()
                        .filter(pod -> phase.equals(pod.getStatus().getPhase()))
                        .filter(pod -> !Facts.deleting(pod))
                        .count()
                    >= 2
                && view.podsOf(set).size() >= 3);
    sets.edit("web", size(0));
    sets.await("web", filled(0));
  }

  private static Expectation<ReplicaSet> terminating(int count) {
    return new Expectation<>(
        "count %d terminating".formatted(count),
        set -> Facts.orElse(set.getStatus().getTerminatingReplicas(), 0) == count);
  }
}
