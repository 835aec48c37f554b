package dev.miniworks.operator.app;

import dev.miniworks.operator.cluster.Cluster;
import dev.miniworks.operator.kinds.Family;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the operator is to run.
 *
 * @param kubeconfig path of a kubeconfig; empty for the usual places, in a pod its service account
 * @param namespaces namespaces to serve; empty for all
 * @param ownNamespace where the lease and the probe objects are
 * @param leaderElection whether to wait for leadership before anything is written
 * @param identity names this instance in the lease and in events
 * @param bindAddress where health and metrics are served
 * @param healthPort their port; 0 for any free one
 * @param reconcilers resources looked after at once, per controller
 * @param probeWait how long the built-in controllers get to show themselves
 * @param shutdownTimeout how long work in progress gets to finish
 */
public record OperatorOptions(
    Optional<String> kubeconfig,
    Family family,
    Set<String> namespaces,
    String ownNamespace,
    boolean leaderElection,
    String identity,
    String bindAddress,
    int healthPort,
    Cluster.Limits limits,
    int reconcilers,
    Duration probeWait,
    Duration shutdownTimeout) {}
