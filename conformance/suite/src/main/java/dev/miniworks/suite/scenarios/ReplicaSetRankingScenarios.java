package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.pod;
import static dev.miniworks.suite.ReplicaSets.podsWith;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.Templates.MISSING_IMAGE;
import static dev.miniworks.suite.Templates.annotation;
import static dev.miniworks.suite.Templates.image;
import static dev.miniworks.suite.Templates.neverReady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Change;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.ReplicaSets;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which pods a ReplicaSet gives up first when it shrinks. */
final class ReplicaSetRankingScenarios {

  private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

  @Scenario(
      id = "replicaset.ranking.unready-first",
      proves = "a pod that is not ready goes before those that are",
      needs = Capability.SIMULATED_PODS)
  void unreadyFirst(World world) {
    var sets = world.replicaSets();
    SetBehaviours.orphans(world, sets, pod("lazy", "web", neverReady()));
    sets.create(replicaSet("web", size(3)));
    sets.await("web", ReplicaSets.counting(3, 2));
    sets.edit("web", size(2));
    var set = sets.await("web", filled(2));
    assertThat(world.podNamesOf(set)).doesNotContain("lazy");
  }

  @Scenario(
      id = "replicaset.ranking.unscheduled-first",
      proves = "a pod without a node goes before those that have one")
  void unscheduledFirst(World world) {
    var sets = world.replicaSets();
    SetBehaviours.orphans(
        world, sets, pod("homeless", "web", onNodeWith(Map.of("no-such-label", "yes"))));
    sets.create(replicaSet("web", size(3)));
    sets.await("web", ReplicaSets.counting(3, 2));
    sets.edit("web", size(2));
    var set = sets.await("web", filled(2));
    assertThat(world.podNamesOf(set)).doesNotContain("homeless");
  }

  @Scenario(
      id = "replicaset.ranking.cheapest-first",
      proves = "among equals the pod with the lowest deletion cost goes first")
  void cheapestFirst(World world) {
    var sets = world.replicaSets();
    sets.create(replicaSet("web", size(4), podsWith(annotation(COST, "10"))));
    var pods = world.podNamesOf(sets.await("web", filled(4))).iterator();
    var cheap = pods.next();
    var dear = pods.next();
    world.pods().patch(cheap, cost("-5"));
    world.pods().patch(dear, cost("100"));
    readySince(world, dear, 4, Instant.now());
    sets.edit("web", size(3));
    assertThat(world.podNamesOf(sets.await("web", filled(3)))).doesNotContain(cheap);
    sets.edit("web", size(1));
    assertThat(world.podNamesOf(sets.await("web", filled(1)))).containsExactly(dear);
  }

  @Scenario(
      id = "replicaset.ranking.crowded-node-first",
      proves =
          "among equals a pod of a Deployment goes from the node that has most of the Deployment's",
      level = Level.EXTENDED,
      needs = Capability.SIMULATED_PODS)
  void crowdedNodeFirst(World world) {
    var sets = world.replicaSets();
    SetBehaviours.orphans(
        world,
        sets,
        pod("crowd-1", "web", onNode("node-1")),
        pod("crowd-2", "web", onNode("node-1")),
        pod("crowd-3", "web", onNode("node-1")),
        pod("single", "web", onNode("node-2")));
    sets.create(replicaSet("web", size(4)));
    sets.await("web", filled(4));
    world.deployments().create(deployment("web", replicas(4)));
    world.deployments().await("web", complete());
    world.deployments().edit("web", replicas(2));
    var set = sets.await("web", filled(2));
    assertThat(world.now().activePodsOf(set))
        .extracting(Pod::getSpec)
        .extracting(spec -> spec.getNodeName())
        .containsExactlyInAnyOrder("node-1", "node-2");
  }

  @Scenario(
      id = "replicaset.ranking.pending-first",
      proves = "a pod that has not started goes before one that runs without being ready",
      level = Level.EXTENDED,
      needs = Capability.SIMULATED_PODS)
  void pendingFirst(World world) {
    var sets = world.replicaSets();
    SetBehaviours.orphans(
        world,
        sets,
        pod("lazy", "web", neverReady()),
        pod("stillborn", "web", image(MISSING_IMAGE)));
    sets.create(replicaSet("web", size(3)));
    sets.await("web", ReplicaSets.counting(3, 1));
    sets.edit("web", size(2));
    var set = sets.await("web", ReplicaSets.counting(2, 1));
    assertThat(world.podNamesOf(set)).contains("lazy").doesNotContain("stillborn");
  }

  @Scenario(
      id = "replicaset.ranking.latest-ready-first",
      proves = "among equals the pod that became ready last goes first",
      level = Level.EXTENDED,
      needs = Capability.SIMULATED_PODS)
  void latestReadyFirst(World world) {
    onNodesOfTheirOwn(world, "newcomer", "elder", "junior");
    var now = Instant.now();
    readySince(world, "elder", 3, now.minus(Duration.ofDays(9)));
    readySince(world, "junior", 3, now.minus(Duration.ofHours(9)));
    readySince(world, "newcomer", 3, now);
    var sets = world.replicaSets();
    sets.edit("web", size(2));
    assertThat(world.podNamesOf(sets.await("web", filled(2)))).doesNotContain("newcomer");
    sets.edit("web", size(1));
    assertThat(world.podNamesOf(sets.await("web", filled(1)))).containsExactly("elder");
  }

  @Scenario(
      id = "replicaset.ranking.most-restarted-first",
      proves = "among pods ready since the same moment the one that restarted most goes first",
      level = Level.EXTENDED,
      needs = Capability.SIMULATED_PODS)
  void mostRestartedFirst(World world) {
    var since = Instant.now();
    onNodesOfTheirOwn(world, "restarts-2", "restarts-7", "restarts-0");
    for (var restarts : List.of(2, 7, 0)) {
      world
          .pods()
          .patchStatus(
              "restarts-" + restarts,
              """
              {"status": {"containerStatuses": [{"name": "main", "restartCount": %d,
                "image": "pause", "imageID": "", "ready": true, "started": true}]}}
              """
                  .formatted(restarts));
      readySince(world, "restarts-" + restarts, 3, since);
    }
    var sets = world.replicaSets();
    sets.edit("web", size(2));
    assertThat(world.podNamesOf(sets.await("web", filled(2)))).doesNotContain("restarts-7");
    sets.edit("web", size(1));
    assertThat(world.podNamesOf(sets.await("web", filled(1)))).containsExactly("restarts-0");
  }

  /** A set web of these pods. Pods that share a node would go before all others. */
  private static void onNodesOfTheirOwn(World world, String... names) {
    var pods =
        IntStream.range(0, names.length)
            .mapToObj(i -> pod(names[i], "web", onNode("node-" + (i + 1))))
            .toArray(Pod[]::new);
    SetBehaviours.orphans(world, world.replicaSets(), pods);
    world.replicaSets().create(replicaSet("web", size(names.length)));
    world.replicaSets().await("web", filled(names.length));
  }

  /**
   * Lets a pod of the set web lose its readiness and be ready since then. When it returns the
   * controller has seen that, and all that was done to pods before.
   */
  private static void readySince(World world, String pod, int replicas, Instant since) {
    var time = since.truncatedTo(ChronoUnit.SECONDS);
    world.pods().patchStatus(pod, readiness("False", time));
    world.replicaSets().await("web", ReplicaSets.counting(replicas, replicas - 1));
    world.pods().patchStatus(pod, readiness("True", time));
    world.replicaSets().await("web", filled(replicas));
  }

  private static String readiness(String status, Instant since) {
    return """
    {"status": {"conditions": [{"type": "Ready", "status": "%s", "lastTransitionTime": "%s"}]}}
    """
        .formatted(status, since);
  }

  private static Change<PodTemplateSpec> onNodeWith(Map<String, String> labels) {
    return template -> template.getSpec().setNodeSelector(labels);
  }

  private static Change<PodTemplateSpec> onNode(String node) {
    return template -> template.getSpec().setNodeName(node);
  }

  private static String cost(String value) {
    return "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(COST, value);
  }
}
