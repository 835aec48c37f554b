package dev.miniworks.operator.kinds;

import dev.miniworks.api.MiniDeployment;
import dev.miniworks.api.MiniReplicaSet;
import dev.miniworks.api.Miniworks;
import dev.miniworks.operator.workload.DeploymentView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Objects;
import java.util.function.Function;

/**
 * Ties the rollout algorithm to one kind of the API and the kind of set it rolls.
 *
 * @param <D> the kind's Java type
 * @param <S> the Java type of its sets
 * @param controller the controller's name: event source, log and metrics label
 * @param view reads an object into the shape the planner works on
 */
public record DeploymentKind<D extends HasMetadata, S extends HasMetadata>(
    Class<D> type,
    ApiKind api,
    String controller,
    ReplicaSetKind<S> sets,
    Function<D, DeploymentView> view) {

  /** MiniDeployment over MiniReplicaSets. */
  public static final DeploymentKind<MiniDeployment, MiniReplicaSet> MINI =
      new DeploymentKind<>(
          MiniDeployment.class,
          new ApiKind(Miniworks.GROUP, Miniworks.VERSION, "MiniDeployment", "minideployments"),
          "minideployment-controller",
          ReplicaSetKind.MINI,
          deployment -> view(deployment, deployment.getSpec(), deployment.getStatus()));

  /** Deployment over ReplicaSets. */
  public static final DeploymentKind<Deployment, ReplicaSet> NATIVE =
      new DeploymentKind<>(
          Deployment.class,
          new ApiKind("apps", "v1", "Deployment", "deployments"),
          "deployment-controller",
          ReplicaSetKind.NATIVE,
          deployment -> view(deployment, deployment.getSpec(), deployment.getStatus()));

  /** Whose kind it is. */
  public Family family() {
    return sets.family();
  }

  private static DeploymentView view(
      HasMetadata deployment, DeploymentSpec spec, DeploymentStatus status) {
    return new DeploymentView(
        Metas.of(deployment.getMetadata()),
        Objects.requireNonNullElseGet(spec, DeploymentSpec::new),
        Objects.requireNonNullElseGet(status, DeploymentStatus::new));
  }
}
