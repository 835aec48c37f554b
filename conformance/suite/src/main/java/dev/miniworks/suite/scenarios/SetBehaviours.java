package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.availableAfter;
import static dev.miniworks.suite.ReplicaSets.counting;
import static dev.miniworks.suite.ReplicaSets.doesNotReport;
import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.pod;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.reports;
import static dev.miniworks.suite.ReplicaSets.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Expectation;
import dev.miniworks.suite.Resources;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** What every kind of set does, written once for ReplicaSets and ReplicationControllers. */
final class SetBehaviours {

  private static final String RELABELLED = "{\"metadata\":{\"labels\":{\"app\":\"elsewhere\"}}}";

  private static final String QUOTA = "limit";

  private SetBehaviours() {}

  static void fills(World world, Resources<ReplicaSet> sets) {
    sets.create(replicaSet("web", size(3)));
    var set = sets.await("web", filled(3));
    var pods = world.now().activePodsOf(set);
    assertThat(pods).hasSize(3);
    assertThat(pods)
        .allSatisfy(
            pod -> {
              var owner = Facts.controller(pod).orElseThrow();
              assertThat(pod.getMetadata().getName())
                  .matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
              assertThat(owner.getKind()).isEqualTo(sets.wire().kind());
              assertThat(owner.getApiVersion()).isEqualTo(sets.wire().apiVersion());
              assertThat(owner.getName()).isEqualTo("web");
              assertThat(owner.getBlockOwnerDeletion()).isTrue();
            });
    world.awaitEvent(set, "SuccessfulCreate");
  }

  static void scales(World world, Resources<ReplicaSet> sets) {
    sets.create(replicaSet("web", size(2)));
    sets.await("web", filled(2));
    sets.edit("web", size(5));
    var grown = world.podNamesOf(sets.await("web", filled(5)));
    sets.edit("web", size(1));
    var set = sets.await("web", filled(1));
    assertThat(grown).containsAll(world.podNamesOf(set));
    world.awaitEvent(set, "SuccessfulDelete");
    sets.edit("web", size(0));
    assertThat(world.podNamesOf(sets.await("web", filled(0)))).isEmpty();
  }

  static void scaleSubresource(World world, Resources<ReplicaSet> sets) {
    sets.create(replicaSet("web", size(1)));
    sets.await("web", filled(1));
    var scale = sets.scale("web");
    assertThat(scale.getSpec().getReplicas()).isEqualTo(1);
    assertThat(scale.getStatus().getReplicas()).isEqualTo(1);
    assertThat(scale.getStatus().getSelector()).isEqualTo("app=web");
    sets.scale("web", 2);
    sets.await("web", filled(2));
    assertThat(sets.scale("web").getStatus().getReplicas()).isEqualTo(2);
    sets.patchScale("web", 4);
    sets.await("web", filled(4));
    assertThat(sets.get("web").getSpec().getReplicas()).isEqualTo(4);
  }

  /**
   * Makes pods of nobody, and waits until the controller has seen them. Pods and sets come to it on
   * watches of their own: a set made at once might be seen first, and would rightly fill itself.
   * One that counts a pod made later than these has been told of these, on the same watch.
   */
  static void orphans(World world, Resources<ReplicaSet> sets, Pod... pods) {
    for (var pod : pods) {
      world.pods().create(pod);
    }
    sets.create(replicaSet("witness", size(1)));
    sets.await("witness", filled(1));
  }

  static void adoptsOrphans(World world, Resources<ReplicaSet> sets) {
    orphans(world, sets, pod("orphan", "web"));
    var orphan = world.pods().get("orphan");
    sets.create(replicaSet("web", size(2)));
    var set = sets.await("web", filled(2));
    assertThat(world.podNamesOf(set)).contains("orphan");
    assertThat(world.pods().get("orphan").getMetadata().getUid())
        .isEqualTo(orphan.getMetadata().getUid());
  }

  static void releasesRelabelled(World world, Resources<ReplicaSet> sets) {
    sets.create(replicaSet("web", size(2)));
    var set = sets.await("web", filled(2));
    var leaver = world.podNamesOf(set).iterator().next();
    world.pods().patch(leaver, RELABELLED);
    world.pods().await(leaver, withoutController());
    world.awaitThat("the gap is filled", view -> view.activePodsOf(set).size() == 2);
    sets.await("web", filled(2));
    assertThat(world.pods().find(leaver)).isPresent();
    world.pods().delete(leaver, DeletionPropagation.BACKGROUND);
  }

  static void reportsRefusedPods(World world, Resources<ReplicaSet> sets) {
    quota(world, 2);
    sets.create(replicaSet("web", size(3)));
    var failing =
        sets.await("web", reports("ReplicaFailure", "True", "FailedCreate").and(counting(2, 2)));
    assertThat(Facts.condition(failing, "ReplicaFailure").orElseThrow().message())
        .contains("exceeded quota");
    world.awaitEvent(failing, "FailedCreate");
    sets.edit("web", size(2));
    sets.await("web", doesNotReport("ReplicaFailure").and(filled(2)));
  }

  static void recoversFromQuota(World world, Resources<ReplicaSet> sets) {
    quota(world, 1);
    sets.create(replicaSet("web", size(4)));
    sets.await("web", reports("ReplicaFailure", "True", "FailedCreate").and(counting(1, 1)));
    quota(world, 10);
    sets.await("web", filled(4).and(doesNotReport("ReplicaFailure")));
  }

  static void countsAvailableLater(World world, Resources<ReplicaSet> sets) {
    sets.create(replicaSet("web", size(1), availableAfter(3)));
    sets.await(
        "web",
        counting(1, 1).and(new Expectation<>("be unavailable", set -> Facts.available(set) == 0)));
    sets.await("web", filled(1));
  }

  static void replacesDeleted(World world, Resources<ReplicaSet> sets) {
    sets.create(replicaSet("web", size(3)));
    var set = sets.await("web", filled(3));
    var before = world.podNamesOf(set);
    var victim = before.iterator().next();
    world.pods().delete(victim, DeletionPropagation.BACKGROUND);
    world.pods().awaitGone(victim);
    world.awaitThat("a successor", view -> view.activePodsOf(set).size() == 3);
    var kept = new TreeSet<>(before);
    kept.remove(victim);
    assertThat(world.podNamesOf(set)).containsAll(kept);
  }

  static void changesSelector(World world, Resources<ReplicaSet> sets) {
    sets.create(replicaSet("web", size(1)));
    var set = sets.await("web", filled(1));
    var old = world.podNamesOf(set).iterator().next();
    sets.edit(
        "web",
        s -> {
          s.getSpec().getSelector().getMatchLabels().put("app", "other");
          s.getSpec().getTemplate().getMetadata().getLabels().put("app", "other");
        });
    world.pods().await(old, withoutController());
    world.awaitThat("a successor", view -> view.activePodsOf(set).size() == 1);
    sets.await("web", filled(1));
    assertThat(world.podNamesOf(set)).doesNotContain(old);
    world.pods().delete(old, DeletionPropagation.BACKGROUND);
  }

  static void statusEndpoint(World world, Resources<ReplicaSet> sets) {
    sets.create(replicaSet("web", size(1)));
    sets.await("web", filled(1));
    sets.patchStatus(
        "web",
        "{\"status\":{\"conditions\":[{\"type\":\"Noted\",\"status\":\"True\",\"reason\":\"Test\"}]}}");
    sets.await("web", reports("Noted", "True", "Test"));
    sets.editStatus("web", set -> set.getStatus().getConditions().get(0).setReason("Again"));
    sets.await("web", reports("Noted", "True", "Again"));
    sets.edit("web", size(2));
    sets.await("web", filled(2).and(reports("Noted", "True", "Again")));
  }

  static Expectation<Pod> withoutController() {
    return new Expectation<>("have no controller", pod -> Facts.controller(pod).isEmpty());
  }

  static Expectation<Pod> controlledBy(HasMetadata owner) {
    return new Expectation<>(
        "be controlled by " + owner.getMetadata().getName(), pod -> Facts.controlledBy(pod, owner));
  }

  /** Lets the namespace have this many pods at most, and waits until that is enforced. */
  static void quota(World world, int pods) {
    quota(world, "pods", pods, () -> world.pods().accepts(pod("one-more", "one-more")));
  }

  /** Lets the namespace have this many sets at most, and waits until that is enforced. */
  static void setQuota(World world, int sets) {
    var wire = world.replicaSets().wire();
    quota(
        world,
        "count/%s.%s".formatted(wire.plural(), wire.group()),
        sets,
        () -> world.replicaSets().accepts(replicaSet("one-more")));
  }

  /** The API server learns of a quota a moment after its status: none at all shows when it has. */
  private static void quota(World world, String counted, int objects, BooleanSupplier accepted) {
    if (world.client().resourceQuotas().inNamespace(world.namespace()).withName(QUOTA).get()
        == null) {
      limit(world, counted, 0);
      Awaitility.await("a quota of 0 " + counted)
          .atMost(world.timeouts().change().standstill())
          .until(() -> !accepted.getAsBoolean());
    }
    limit(world, counted, objects);
  }

  private static void limit(World world, String counted, int objects) {
    var limit = Map.of(counted, new Quantity(Integer.toString(objects)));
    var quotas = world.client().resourceQuotas().inNamespace(world.namespace());
    quotas
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName(QUOTA)
                .endMetadata()
                .withNewSpec()
                .withHard(limit)
                .endSpec()
                .build())
        .createOr(existing -> existing.update());
    quotas
        .withName(QUOTA)
        .waitUntilCondition(
            quota ->
                quota != null
                    && quota.getStatus() != null
                    && limit.equals(quota.getStatus().getHard()),
            world.timeouts().change().standstill().toSeconds(),
            TimeUnit.SECONDS);
  }
}
