package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.pod;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.BringsOperators;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An operator for chosen namespaces, with rights in those alone. */
@BringsOperators
@ResourceLock("lease")
final class OperatorNamespacesScenarios {

  private static final String ACCOUNT = "namespaced";
  private static final int RIGHTS_MISSING = 12;

  @Scenario(
      id = "operator.namespaces.serves-only-these",
      proves = "with rights in two namespaces alone it serves both, and leaves a third alone",
      needs = Capability.OPERATOR_PROCESS)
  void servesOnlyThese(World first) {
    var second = first.another("second");
    var third = first.another("third");
    var installation = first.operators().installation();
    installation.addAccount(ACCOUNT);
    installation.grant(ACCOUNT, List.of(first.namespace(), second.namespace()));
    var operators = first.operators();
    try (var operator =
        operators.start(
            first.namespace(),
            operators.kubeconfig(operators.server(), ACCOUNT),
            List.of("--namespaces", first.namespace() + "," + second.namespace()))) {
      for (var world : List.of(first, second, third)) {
        world.pods().create(pod("orphan", "web"));
        world.replicaSets().create(replicaSet("web", size(2)));
        world.deployments().create(deployment("roll", replicas(2), template(version("1"))));
      }
      for (var world : List.of(first, second)) {
        var set = world.replicaSets().await("web", filled(2));
        assertThat(world.podNamesOf(set)).hasSize(2).contains("orphan");
        world.deployments().await("roll", complete().and(revision(1)));
        world.deployments().edit("roll", template(version("2")));
        world.deployments().await("roll", complete().and(revision(2)));
      }
      assertUntouched(third);
      assertThat(operator.exitCodes()).isEmpty();
    }
  }

  @Scenario(
      id = "operator.namespaces.no-rights-in-one",
      proves = "without rights in one of its namespaces it does not start, and names that one",
      needs = Capability.OPERATOR_PROCESS)
  void noRightsInOne(World first) {
    var second = first.another("second");
    var operators = first.operators();
    operators.installation().addAccount(ACCOUNT);
    operators.installation().grant(ACCOUNT, List.of(first.namespace()));
    var ended =
        operators.attempt(
            List.of(
                "--kubeconfig",
                operators.kubeconfig(operators.server(), ACCOUNT).toString(),
                "--namespaces",
                first.namespace() + "," + second.namespace()),
            Map.of());
    assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(RIGHTS_MISSING);
    assertThat(ended.complaint())
        .contains("pods (get, list, watch, create, patch, delete) in " + second.namespace())
        .doesNotContain(" in " + first.namespace() + ",");
  }

  /** Its pods have been scheduled and run; no controller has looked at anything. */
  private static void assertUntouched(World world) {
    var now = world.now();
    assertThat(now.pods()).allMatch(pod -> Facts.controller(pod).isEmpty()).hasSize(1);
    assertThat(now.sets()).allMatch(set -> Facts.observedGeneration(set) == 0).hasSize(1);
    assertThat(now.deployments()).allMatch(d -> Facts.observedGeneration(d) == 0).hasSize(1);
  }
}
