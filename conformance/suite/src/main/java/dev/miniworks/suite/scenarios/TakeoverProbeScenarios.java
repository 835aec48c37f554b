package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.revision;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.BringsOperators;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.cluster.Installation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator never runs the built-in kinds beside the cluster's own controllers. */
@BringsOperators
@Isolated("the cluster's own controllers are switched on and off")
final class TakeoverProbeScenarios {

  private static final int NATIVE_CONTROLLERS_ACTIVE = 14;
  private static final String PROBE = "miniworks.dev/probe";

  @Scenario(
      id = "takeover.probe.refuses",
      proves = "while the cluster's own controllers run the operator does not start, and says why",
      needs = {
        Capability.OPERATOR_PROCESS,
        Capability.REPLICATION_CONTROLLER,
        Capability.OWN_CONTROL_PLANE
      })
  void refuses(World world) {
    var begin = Instant.now();
    var operators = world.operators();
    try (var handover = new Handover(world)) {
      handover.toNative();
      var ended =
          operators.attempt(
              List.of(
                  "--kubeconfig",
                  operators.kubeconfig(operators.server(), Installation.NAME).toString(),
                  "--own-namespace",
                  Installation.NAMESPACE),
              Map.of());
      assertThat(ended.exitCode()).isEqualTo(NATIVE_CONTROLLERS_ACTIVE);
      assertThat(ended.complaint())
          .contains("The cluster's own controllers run")
          .contains("--controllers=*,-deployment-controller");
      assertThat(probesSince(world, begin)).isEmpty();
    }
  }

  @Scenario(
      id = "takeover.probe.leaves",
      proves =
          "when the cluster's own controllers come back the operator leaves, and returns after",
      needs = {
        Capability.OPERATOR_PROCESS,
        Capability.REPLICATION_CONTROLLER,
        Capability.OWN_CONTROL_PLANE
      })
  void leaves(World world) {
    var begin = Instant.now();
    var deployments = world.deployments();
    try (var operator = world.operatorBehind(world.operators().server())) {
      deployments.create(deployment("web", replicas(2), template(version("1"))));
      deployments.await("web", complete());
      world.controlPlane().nativeControllers(true);
      Awaitility.await("the operator leaves")
          .atMost(world.timeouts().change().standstill())
          .until(() -> !operator.exitCodes().isEmpty());
      deployments.edit("web", template(version("2")));
      deployments.await("web", complete().and(revision(2)));
      world.controlPlane().nativeControllers(false);
      deployments.edit("web", template(version("3")));
      deployments.await("web", complete().and(revision(3)));
      assertThat(operator.exitCodes()).containsOnly(NATIVE_CONTROLLERS_ACTIVE);
    } finally {
      world.controlPlane().nativeControllers(false);
    }
    assertThat(probesSince(world, begin)).isEmpty();
  }

  private static List<String> probesSince(World world, Instant begin) {
    var client = world.client();
    return Stream.of(
            client.apps().deployments().inNamespace(Installation.NAMESPACE),
            client.apps().replicaSets().inNamespace(Installation.NAMESPACE),
            client.replicationControllers().inNamespace(Installation.NAMESPACE))
        .flatMap(resources -> resources.withLabel(PROBE).list().getItems().stream())
        .filter(
            probe ->
                !Instant.parse(probe.getMetadata().getCreationTimestamp())
                    .isBefore(begin.minusSeconds(1)))
        .map(probe -> probe.getKind() + "/" + probe.getMetadata().getName())
        .toList();
  }
}
