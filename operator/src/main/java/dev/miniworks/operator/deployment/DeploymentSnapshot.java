package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.TemplateVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything the decision about a Deployment may look at.
 *
 * @param sets the namespace's sets that the Deployment controls, and those without a controller;
 *     their templates have every default written out
 * @param podsBySet the pods each controlled set controls, by the set's UID; filled for Recreate
 *     only
 * @param template the API server's verdict on the Deployment's template
 */
public record DeploymentSnapshot(
    DeploymentView deployment,
    List<ReplicaSetView> sets,
    Map<String, List<PodView>> podsBySet,
    TemplateVerdict template,
    Instant now) {}
