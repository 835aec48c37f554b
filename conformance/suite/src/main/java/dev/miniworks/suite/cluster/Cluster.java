package dev.miniworks.suite.cluster;

import dev.miniworks.suite.subject.Subject;
import java.nio.file.Path;
import java.util.Optional;

/** Where scenarios run. */
public interface Cluster extends AutoCloseable {

  /** The kubeconfig of a user with all rights. */
  Path kubeconfig();

  /**
   * Sees to it that the right controllers run for the subject.
   *
   * @throws ClusterUnavailable when that fails
   */
  void prepare(Subject subject);

  /** The control plane, when it is the suite's own to stop and start in parts. */
  Optional<ControlPlane> own();

  /** Stops what was started; a cluster of someone else stays as it is. */
  @Override
  void close();
}
