package dev.miniworks.suite.cluster;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.subject.Subject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

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

  /** What this sort of cluster has and another may lack; a real one has all of it. */
  default Set<Capability> capabilities() {
    return Set.of(
        Capability.GARBAGE_COLLECTOR,
        Capability.NAMESPACE_CONTROLLER,
        Capability.SERVICE_ACCOUNT_CONTROLLER,
        Capability.VALIDATION_RULES);
  }

  /** Stops what was started; a cluster of someone else stays as it is. */
  @Override
  void close();
}
