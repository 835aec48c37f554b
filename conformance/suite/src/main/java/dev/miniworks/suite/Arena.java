package dev.miniworks.suite;

import dev.miniworks.suite.cluster.ControlPlane;
import dev.miniworks.suite.cluster.Operators;
import dev.miniworks.suite.subject.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What all scenarios of a run share.
 *
 * @param client with all rights
 * @param controlPlane when it is the suite's own to stop and start in parts
 * @param operators the operators under test; empty for a subject without any
 * @param capabilities what the subject and the cluster offer
 * @param report the directory that takes the evidence of failures
 * @param again the command that runs one scenario again, but for its id
 */
public record Arena(
    Subject subject,
    KubernetesClient client,
    Optional<ControlPlane> controlPlane,
    Optional<Operators> operators,
    Set<Capability> capabilities,
    Timeouts timeouts,
    Path report,
    String again) {}
