package dev.miniworks.suite;

import dev.miniworks.suite.cluster.ControlPlane;
import dev.miniworks.suite.cluster.Operators;
import dev.miniworks.suite.subject.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What all scenarios of a run share that look at the behaviour of workloads.
 *
 * @param client with all rights
 * @param controlPlane when it is the suite's own to stop and start in parts
 * @param operators the operators under test; empty for a subject without any
 */
public record WorkloadArena(
    Subject subject,
    KubernetesClient client,
    Optional<ControlPlane> controlPlane,
    Optional<Operators> operators,
    Set<Capability> capabilities,
    Timeouts timeouts,
    Path report,
    String again)
    implements Arena {

  @Override
  public World open(String prefix) {
    return World.open(this, prefix);
  }

  @Override
  public void serve() {
    operators.ifPresent(Operators::startMain);
  }

  @Override
  public void withdraw() {
    operators.ifPresent(Operators::stopMain);
  }
}
