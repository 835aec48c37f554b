package dev.miniworks.suite.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.cluster.Installation;
import dev.miniworks.suite.cluster.OperatorUnderTest.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** An operator that cannot start says why in one line, and in its exit code. */
final class OperatorStartScenarios {

  private static final int UNREACHABLE = 10;
  private static final int CRD_MISSING = 11;
  private static final int RIGHTS_MISSING = 12;
  private static final int FAILED = 15;
  private static final int KUBECONFIG = 16;
  private static final int CREDENTIALS = 17;

  @Scenario(
      id = "operator.start.no-server",
      proves = "without an answer from the API server it names the address it has asked",
      needs = Capability.OPERATOR_PROCESS)
  void noServer(World world) {
    var proxy = world.proxy();
    var kubeconfig = world.operators().kubeconfig(proxy.address(), Installation.NAME);
    proxy.close();
    assertThat(complaint(attempt(world, kubeconfig), UNREACHABLE))
        .contains("No answer from the API server at " + proxy.address())
        .contains("Connection refused");
  }

  @Scenario(
      id = "operator.start.no-kinds",
      proves = "without its CustomResourceDefinitions it names them, and how to apply them",
      needs = {Capability.OPERATOR_PROCESS, Capability.MINI_KINDS})
  void noKinds(World world) {
    try (var proxy = world.proxy()) {
      proxy.hide("/apis/miniworks.dev");
      var kubeconfig = world.operators().kubeconfig(proxy.address(), Installation.NAME);
      assertThat(complaint(attempt(world, kubeconfig), CRD_MISSING))
          .contains("minideployments.miniworks.dev, minireplicasets.miniworks.dev")
          .contains("kubectl apply -f crds/");
    }
  }

  @Scenario(
      id = "operator.start.no-rights",
      proves = "without rights it names every one that is missing, and where they are written down",
      needs = Capability.OPERATOR_PROCESS)
  void noRights(World world) {
    var operators = world.operators();
    operators.installation().addAccount("powerless");
    var kubeconfig = operators.kubeconfig(operators.server(), "powerless");
    assertThat(complaint(attempt(world, kubeconfig), RIGHTS_MISSING))
        .contains("pods (get, list, watch, create, patch, delete)")
        .contains("helm/miniworks/rights/" + world.subject().operatorFamily() + ".yaml")
        .contains("leases.coordination.k8s.io (get, create, patch) in " + Installation.NAMESPACE)
        .contains("helm/miniworks/rights/leader-election.yaml");
  }

  @Scenario(
      id = "operator.start.wrong-credentials",
      proves = "with credentials that the API server refuses it says so",
      needs = Capability.OPERATOR_PROCESS)
  void wrongCredentials(World world, @TempDir Path folder) throws IOException {
    try (var proxy = world.proxy()) {
      var kubeconfig = kubeconfig(folder, proxy.address(), "{token: rubbish}");
      assertThat(complaint(attempt(world, kubeconfig), CREDENTIALS))
          .contains(proxy.address() + " refuses these credentials (401)");
    }
  }

  @Scenario(
      id = "operator.start.no-credentials",
      proves = "without any credentials it tells who it is taken for",
      level = Level.EXTENDED,
      needs = Capability.OPERATOR_PROCESS)
  void noCredentials(World world, @TempDir Path folder) throws IOException {
    try (var proxy = world.proxy()) {
      var kubeconfig = kubeconfig(folder, proxy.address(), "{}");
      assertThat(complaint(attempt(world, kubeconfig), CREDENTIALS)).contains("system:anonymous");
    }
  }

  @Scenario(
      id = "operator.start.unusable-kubeconfig",
      proves = "a kubeconfig that is not there or makes no sense is named, and the place in it",
      needs = Capability.OPERATOR_PROCESS)
  void unusableKubeconfig(World world, @TempDir Path folder) throws IOException {
    var missing = folder.resolve("missing");
    assertThat(complaint(attempt(world, missing), KUBECONFIG))
        .endsWith("The kubeconfig " + missing + " cannot be used: no such file.");
    var broken = Files.writeString(folder.resolve("broken"), "clusters: [");
    assertThat(complaint(attempt(world, broken), KUBECONFIG))
        .endsWith(
            "The kubeconfig "
                + broken
                + " cannot be used: it is no kubeconfig in YAML (line 1, column 12).");
  }

  @Scenario(
      id = "operator.start.no-cluster-given",
      proves = "where nothing says which cluster is meant it asks, and guesses none",
      level = Level.EXTENDED,
      needs = Capability.OPERATOR_PROCESS)
  void noClusterGiven(World world, @TempDir Path folder) {
    var ended =
        world
            .operators()
            .attempt(List.of(), Map.of("KUBECONFIG", folder.resolve("missing").toString()));
    assertThat(complaint(ended, KUBECONFIG))
        .contains("of $KUBECONFIG cannot be used: no such file");
  }

  @Scenario(
      id = "operator.start.address-taken",
      proves = "an address for health and metrics that cannot be had is named",
      level = Level.EXTENDED,
      needs = Capability.OPERATOR_PROCESS)
  void addressTaken(World world) {
    var operators = world.operators();
    var kubeconfig = operators.kubeconfig(operators.server(), Installation.NAME);
    assertThat(complaint(attempt(world, kubeconfig, "--bind-address", "192.0.2.1"), FAILED))
        .contains("192.0.2.1")
        .contains("--health-port");
  }

  private static Ended attempt(World world, Path kubeconfig, String... options) {
    var all = new ArrayList<>(List.of("--kubeconfig", kubeconfig.toString()));
    all.addAll(List.of(options));
    return world.operators().attempt(all, Map.of());
  }

  private static String complaint(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(exitCode);
    assertThat(ended.output()).isEmpty();
    return ended.complaint();
  }

  private static Path kubeconfig(Path folder, String server, String user) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: cluster, cluster: {server: "%s"}}]
        users: [{name: user, user: %s}]
        contexts: [{name: context, context: {cluster: cluster, user: user}}]
        current-context: context
        """
            .formatted(server, user));
  }
}
