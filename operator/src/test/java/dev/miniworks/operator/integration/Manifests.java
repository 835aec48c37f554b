package dev.miniworks.operator.integration;

import dev.miniworks.api.MiniDeployment;
import dev.miniworks.api.MiniReplicaSet;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpecBuilder;

/** What the tests apply. */
final class Manifests {

  private Manifests() {}

  static MiniDeployment deployment(String name, int replicas) {
    MiniDeployment deployment = new MiniDeployment();
    deployment.getMetadata().setName(name);
    deployment.setSpec(
        new DeploymentSpecBuilder()
            .withReplicas(replicas)
            .withNewSelector()
            .addToMatchLabels("app", name)
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .addToLabels("app", name)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("nginx:1")
            .endContainer()
            .endSpec()
            .endTemplate()
            .build());
    return deployment;
  }

  static MiniReplicaSet set(String name) {
    DeploymentSpec like = deployment(name, 1).getSpec();
    MiniReplicaSet set = new MiniReplicaSet();
    set.getMetadata().setName(name);
    set.setSpec(
        new ReplicaSetSpecBuilder()
            .withReplicas(like.getReplicas())
            .withSelector(like.getSelector())
            .withTemplate(like.getTemplate())
            .build());
    return set;
  }

  static boolean complete(MiniDeployment deployment) {
    var status = deployment.getStatus();
    Integer wanted = deployment.getSpec().getReplicas();
    return status != null
        && deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && wanted.equals(status.getReplicas())
        && wanted.equals(status.getUpdatedReplicas())
        && wanted.equals(status.getAvailableReplicas());
  }
}
