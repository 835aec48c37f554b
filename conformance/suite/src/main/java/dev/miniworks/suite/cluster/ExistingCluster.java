package dev.miniworks.suite.cluster;

import dev.miniworks.suite.subject.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster that someone else runs. For the subject {@code takeover} its owner has to have switched
 * the cluster's own controllers off; the operator refuses to start otherwise.
 */
public record ExistingCluster(Path kubeconfig) implements Cluster {

  /** Checks that the file is there. */
  public ExistingCluster {
    if (!Files.isReadable(kubeconfig)) {
      throw new ClusterUnavailable("no kubeconfig at " + kubeconfig);
    }
  }

  @Override
  public void prepare(Subject subject) {}

  @Override
  public Optional<ControlPlane> own() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
