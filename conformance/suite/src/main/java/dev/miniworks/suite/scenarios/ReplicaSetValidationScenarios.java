package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Change;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/** What a ReplicaSet is refused for, and how that is said. */
final class ReplicaSetValidationScenarios {

  @Scenario(
      id = "replicaset.validation.selector-mismatch",
      proves = "a selector that does not match the template's labels is refused")
  void selectorMismatch(World world) {
    refuses(
        world,
        set -> set.getSpec().getSelector().getMatchLabels().put("app", "other"),
        "selector",
        "template");
  }

  @Scenario(
      id = "replicaset.validation.negative-replicas",
      proves = "negative replicas are refused, also through the scale subresource")
  void negativeReplicas(World world) {
    refuses(world, size(-1), "spec.replicas");
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(1)));
    sets.await("web", filled(1));
    assertThat(world.refusal(() -> sets.scale("web", -1))).hasMessageContaining("spec.replicas");
  }

  @Scenario(
      id = "replicaset.validation.unknown-field",
      proves = "a field that does not exist is refused by its name")
  void unknownField(World world) {
    refuses(world, set -> set.getSpec().setAdditionalProperty("replicaz", 3), "spec.replicaz");
  }

  @Scenario(
      id = "replicaset.validation.changed-selector",
      proves = "the selector of an existing set cannot be changed")
  void changedSelector(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web"));
    sets.await("web", filled(1));
    var refusal =
        world.refusal(
            () ->
                sets.edit(
                    "web",
                    set -> {
                      set.getSpec().getSelector().getMatchLabels().put("more", "yes");
                      set.getSpec().getTemplate().getMetadata().getLabels().put("more", "yes");
                    }));
    assertThat(refusal).hasMessageContaining("spec.selector").hasMessageContaining("immutable");
  }

  private static void refuses(World world, Change<ReplicaSet> mistake, String... words) {
    var refusal = world.refusal(() -> world.replicaSets().create(replicaSet("web", mistake)));
    assertThat(refusal.getCode()).isIn(400, 422);
    assertThat(refusal.getMessage()).contains(words);
    assertThat(world.replicaSets().find("web")).isEmpty();
  }
}
