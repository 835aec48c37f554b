package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.historyLimit;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.podsWith;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.Templates.label;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Change;
import dev.miniworks.suite.Expectation;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Map;

/** Which sets a Deployment takes for its own. */
final class DeploymentAdoptionScenarios {

  @Scenario(
      id = "deployment.adoption.continues-revisions",
      proves = "a matching set of nobody is adopted, replaced, and its revision counted on",
      upstream = "Deployment: RollingUpdateDeployment should delete old pods and create new ones")
  void continuesRevisions(World world) {
    world
        .replicaSets()
        .create(
            orphan(
                "before",
                "before",
                set ->
                    set.getMetadata()
                        .setAnnotations(Map.of(Facts.REVISION, "3546343826724305832"))));
    world.replicaSets().await("before", filled(1));
    world.deployments().create(deployment("web", template(version("2"))));
    world.deployments().await("web", complete().and(revision(3546343826724305833L)));
    var sets = world.setsOf("web");
    assertThat(sets).hasSize(2);
    assertThat(sets.get(0).getMetadata().getName()).isEqualTo("before");
    assertThat(sets).extracting(Facts::replicas).containsExactly(0, 1);
  }

  @Scenario(
      id = "deployment.adoption.orphan-taken-back",
      proves = "a Deployment deleted alone and made again finds the same set and the same pods",
      upstream = "Deployment: should support orphaning and adoption of ReplicaSets")
  void orphanTakenBack(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", available(2));
    var set = world.latestSetOf("web");
    var pods = world.podNamesOf(set);
    deployments.delete("web", DeletionPropagation.ORPHAN);
    deployments.awaitGone("web");
    world.replicaSets().await(set.getMetadata().getName(), withoutController());
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", complete());
    assertThat(world.setsOf("web"))
        .extracting(s -> s.getMetadata().getUid())
        .containsExactly(set.getMetadata().getUid());
    assertThat(world.podNamesOf(set)).isEqualTo(pods);
  }

  @Scenario(
      id = "deployment.adoption.name-taken",
      proves = "a foreign set under the wanted name is left alone, another name is found",
      level = Level.EXTENDED)
  void nameTaken(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", template(version("1"))));
    deployments.await("web", complete());
    var name = world.latestSetOf("web").getMetadata().getName();
    deployments.delete("web", DeletionPropagation.FOREGROUND);
    deployments.awaitGone("web");
    var squatter =
        world
            .replicaSets()
            .create(
                replicaSet(
                    name,
                    size(0),
                    podsWith(template -> template.getMetadata().getLabels().put("app", "other")),
                    set -> {
                      set.getMetadata().setLabels(Map.of("app", "other"));
                      set.getSpec().getSelector().setMatchLabels(Map.of("app", "other"));
                    }));
    deployments.create(deployment("web", template(version("1"))));
    var deployed = deployments.await("web", complete());
    assertThat(deployed.getStatus().getCollisionCount()).isEqualTo(1);
    assertThat(world.latestSetOf("web").getMetadata().getName()).isNotEqualTo(name);
    var left = world.replicaSets().get(name);
    assertThat(left.getMetadata().getUid()).isEqualTo(squatter.getMetadata().getUid());
    assertThat(Facts.controller(left)).isEmpty();
  }

  @Scenario(
      id = "deployment.adoption.releases-relabelled",
      proves = "a set whose labels no longer match is let go with its pods, and replaced",
      level = Level.EXTENDED)
  void releasesRelabelled(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(1)));
    deployments.await("web", complete());
    var set = world.latestSetOf("web");
    var name = set.getMetadata().getName();
    world.replicaSets().patch(name, "{\"metadata\":{\"labels\":{\"app\":\"elsewhere\"}}}");
    world.replicaSets().await(name, withoutController());
    deployments.await("web", complete());
    world.awaitThat(
        "a set takes its place",
        view ->
            view.deployment("web").map(view::setsOf).filter(sets -> sets.size() == 1).isPresent());
    deployments.await("web", available(1));
    assertThat(world.podNamesOf(set)).hasSize(1);
  }

  @Scenario(
      id = "deployment.adoption.replaced-and-forgotten",
      proves = "with limit 0 an adopted set is replaced by one new pod and then deleted",
      upstream = "Deployment: deployment should delete old replica sets")
  void replacedAndForgotten(World world) {
    world.replicaSets().create(orphan("before", "before"));
    world.replicaSets().await("before", filled(1));
    world.deployments().create(deployment("web", historyLimit(0), template(version("2"))));
    world.deployments().await("web", complete());
    world.replicaSets().awaitGone("before");
    assertThat(world.setsOf("web")).hasSize(1);
    var made =
        world.history().entries().stream()
            .filter(entry -> entry.kind() == Kind.POD && entry.action() == Action.ADDED)
            .filter(entry -> Facts.controlledBy(entry.object(), world.latestSetOf("web")));
    assertThat(made).hasSize(1);
  }

  @Scenario(
      id = "deployment.adoption.oldest-of-equals",
      proves = "of two adopted sets with the wanted template the older serves, the other empties",
      level = Level.EXTENDED)
  void oldestOfEquals(World world) {
    for (var name : List.of("elder", "younger")) {
      world.replicaSets().create(replicaSet(name, size(1), labelled("web")));
      world.replicaSets().await(name, filled(1));
    }
    var pods = world.podNamesOf(world.replicaSets().get("elder"));
    world.deployments().create(deployment("web"));
    world.deployments().await("web", complete());
    world.replicaSets().await("younger", filled(0));
    assertThat(world.podNamesOf(world.replicaSets().get("elder"))).isEqualTo(pods);
    assertThat(world.setsOf("web")).hasSize(2);
  }

  /**
   * A set of nobody that the Deployment web adopts; its pods are told apart by their generation.
   */
  @SafeVarargs
  private static ReplicaSet orphan(String name, String generation, Change<ReplicaSet>... changes) {
    var set =
        replicaSet(
            name,
            size(1),
            labelled("web"),
            podsWith(label("generation", generation)),
            s -> s.getSpec().getSelector().getMatchLabels().put("generation", generation));
    for (var change : changes) {
      change.to(set);
    }
    return set;
  }

  private static Change<ReplicaSet> labelled(String app) {
    return set -> {
      set.getMetadata().getLabels().put("app", app);
      set.getSpec().getSelector().getMatchLabels().put("app", app);
      set.getSpec().getTemplate().getMetadata().getLabels().put("app", app);
    };
  }

  private static Expectation<ReplicaSet> withoutController() {
    return new Expectation<>("have no controller", set -> Facts.controller(set).isEmpty());
  }
}
