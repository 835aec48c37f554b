package dev.miniworks.tour;

import dev.miniworks.mock.MockCluster;
import dev.miniworks.mock.api.Verb;
import dev.miniworks.mock.instruments.History.Exchange;
import dev.miniworks.operator.app.ExitCode;
import dev.miniworks.operator.app.OperatorInstance;
import dev.miniworks.operator.app.OperatorOptions;
import dev.miniworks.operator.cluster.Cluster;
import dev.miniworks.operator.kinds.Family;
import dev.miniworks.suite.cluster.ClusterUnavailable;
import dev.miniworks.suite.cluster.Installation;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A mock cluster with the operator at work on it, all in this process. */
public final class Playground implements AutoCloseable {

  private static final int REQUESTS_IN_FLIGHT = 64;
  private static final int RECONCILERS = 16;

  private final MockCluster cluster;
  private final KubernetesClient admin;
  private final OperatorInstance operator;

  private Playground(MockCluster cluster, KubernetesClient admin, OperatorInstance operator) {
    this.cluster = cluster;
    this.admin = admin;
    this.operator = operator;
  }

  /**
   * Starts the cluster, installs the CRDs, and has the operator at work.
   *
   * @param home the project's folder
   * @param directory takes the kubeconfigs
   * @param port of the API; 0 for any that is free
   * @throws ClusterUnavailable when the port cannot be had
   */
  public static Playground open(Path home, Path directory, int nodes, int port)
      throws IOException, InterruptedException {
    var cluster = start(nodes, port);
    try {
      return open(home, directory, cluster);
    } catch (IOException | InterruptedException | RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  private static Playground open(Path home, Path directory, MockCluster cluster)
      throws IOException, InterruptedException {
    var kubeconfig = adminKubeconfig(directory);
    Files.writeString(kubeconfig, cluster.kubeconfig());
    var admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    try {
      var installation = new Installation(admin, home, "mini");
      installation.apply();
      var credentials = directory.resolve("operator.kubeconfig");
      installation.writeKubeconfig(credentials, cluster.url());
      var operator = new OperatorInstance(options(credentials), Playground::halt);
      operator.start();
      return new Playground(cluster, admin, operator);
    } catch (InterruptedException | RuntimeException failure) {
      admin.close();
      throw failure;
    }
  }

  private static MockCluster start(int nodes, int port) {
    try {
      // kubectl shows its token over TLS only
      return MockCluster.builder().nodes(nodes).port(port).tls().rbac().start();
    } catch (UncheckedIOException e) {
      throw new ClusterUnavailable(
          "Cannot serve the API on 127.0.0.1:%d (%s): choose another --port."
              .formatted(port, e.getCause().getMessage()),
          e);
    }
  }

  /** The kubeconfig of a user who may do everything. */
  public static Path adminKubeconfig(Path directory) {
    return directory.resolve("kubeconfig");
  }

  private static OperatorOptions options(Path kubeconfig) {
    return new OperatorOptions(
        Optional.of(kubeconfig.toString()),
        Family.MINI,
        Set.of(),
        Installation.NAMESPACE,
        false,
        "miniworks-try",
        "127.0.0.1",
        0,
        new Cluster.Limits(REQUESTS_IN_FLIGHT, 0, 0),
        RECONCILERS,
        Duration.ZERO,
        Duration.ofSeconds(2));
  }

  private static void halt(ExitCode code) {
    Runtime.getRuntime().halt(code.code());
  }

  KubernetesClient admin() {
    return admin;
  }

  /** How often the operator has written something, events aside. */
  long writes() {
    return cluster.history().exchanges().stream().filter(Playground::isWrite).count();
  }

  private static boolean isWrite(Exchange exchange) {
    var request = exchange.request();
    return request.actor().user().equals(Installation.USER)
        && !Set.of(Verb.GET, Verb.LIST, Verb.WATCH).contains(request.verb())
        && !Set.of("events", "podtemplates", "selfsubjectaccessreviews")
            .contains(request.target().resource())
        && exchange.code() < 300;
  }

  @Override
  public void close() {
    operator.close();
    admin.close();
    cluster.close();
  }
}
