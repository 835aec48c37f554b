package dev.miniworks.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Rolls pods from one template to the next: every field of {@code apps/v1} Deployment with the same
 * meaning, over {@link MiniReplicaSet}s. What Miniworks adds stands in {@code spec.miniworks} and
 * {@code status.miniworks}, which the spec and status classes keep as additional properties.
 */
@Group(Miniworks.GROUP)
@Version(Miniworks.VERSION)
@Kind("MiniDeployment")
@Plural("minideployments")
@ShortNames("mdeploy")
public class MiniDeployment extends CustomResource<DeploymentSpec, DeploymentStatus>
    implements Namespaced {}
