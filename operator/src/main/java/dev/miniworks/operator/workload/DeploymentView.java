package dev.miniworks.operator.workload;

import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;

/**
 * A Deployment of whichever family. The spec and status objects are shared with the cache and must
 * not be changed.
 */
public record DeploymentView(Meta meta, DeploymentSpec spec, DeploymentStatus status) {}
