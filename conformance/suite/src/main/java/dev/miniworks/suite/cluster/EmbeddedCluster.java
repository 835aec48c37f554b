package dev.miniworks.suite.cluster;

import dev.miniworks.mock.MockCluster;
import dev.miniworks.suite.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The mock cluster, in this process: an API server and simulated nodes, there at once and with
 * nothing installed. It has no controllers of workloads, so the subject {@code native} is not for
 * it.
 */
public final class EmbeddedCluster implements Cluster {

  private static final int NODES = 4;

  private final MockCluster cluster;
  private final Path kubeconfig;

  private EmbeddedCluster(MockCluster cluster, Path kubeconfig) {
    this.cluster = cluster;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Starts one.
   *
   * @param directory takes its kubeconfig
   * @throws ClusterUnavailable when it does not start
   */
  public static EmbeddedCluster start(Path directory) {
    var cluster = MockCluster.builder().nodes(NODES).history(0).tokensRequired().start();
    try {
      var kubeconfig = Files.createDirectories(directory).resolve("admin.kubeconfig");
      Files.writeString(kubeconfig, cluster.kubeconfig());
      return new EmbeddedCluster(cluster, kubeconfig);
    } catch (IOException e) {
      cluster.close();
      throw new ClusterUnavailable("cannot write a kubeconfig to " + directory, e);
    }
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Nothing to do: it has no controllers that could stand in a subject's way. */
  @Override
  public void prepare(Subject subject) {}

  @Override
  public Optional<ControlPlane> own() {
    return Optional.empty();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
