package dev.miniworks.operator.kinds;

import dev.miniworks.api.MiniReplicaSet;
import dev.miniworks.api.Miniworks;
import dev.miniworks.operator.workload.ReplicaSetView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerSpec;
import io.fabric8.kubernetes.api.model.ReplicationControllerStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.util.Objects;
import java.util.function.Function;

/**
 * Ties the algorithm for sets of replicas to one kind of the API.
 *
 * @param <T> the kind's Java type
 * @param controller the controller's name: event source, log and metrics label
 * @param family whose kind it is
 * @param view reads an object into the shape the planner works on
 * @param reportsTerminating whether the status has terminatingReplicas
 */
public record ReplicaSetKind<T extends HasMetadata>(
    Class<T> type,
    ApiKind api,
    String controller,
    Family family,
    Function<T, ReplicaSetView> view,
    boolean reportsTerminating) {

  /** MiniReplicaSet. */
  public static final ReplicaSetKind<MiniReplicaSet> MINI =
      new ReplicaSetKind<>(
          MiniReplicaSet.class,
          new ApiKind(Miniworks.GROUP, Miniworks.VERSION, "MiniReplicaSet", "minireplicasets"),
          "minireplicaset-controller",
          Family.MINI,
          set -> view(set, set.getSpec(), set.getStatus()),
          true);

  /** ReplicaSet. */
  public static final ReplicaSetKind<ReplicaSet> NATIVE =
      new ReplicaSetKind<>(
          ReplicaSet.class,
          new ApiKind("apps", "v1", "ReplicaSet", "replicasets"),
          "replicaset-controller",
          Family.NATIVE,
          set -> view(set, set.getSpec(), set.getStatus()),
          true);

  /** ReplicationController: the same algorithm behind an older shape. */
  public static final ReplicaSetKind<ReplicationController> REPLICATION_CONTROLLER =
      new ReplicaSetKind<>(
          ReplicationController.class,
          new ApiKind("", "v1", "ReplicationController", "replicationcontrollers"),
          "replication-controller",
          Family.NATIVE,
          rc -> view(rc, replicaSetSpec(rc.getSpec()), replicaSetStatus(rc.getStatus())),
          false);

  private static ReplicaSetView view(
      HasMetadata set, ReplicaSetSpec spec, ReplicaSetStatus status) {
    return new ReplicaSetView(
        Metas.of(set.getMetadata()),
        Objects.requireNonNullElseGet(spec, ReplicaSetSpec::new),
        Objects.requireNonNullElseGet(status, ReplicaSetStatus::new));
  }

  private static ReplicaSetSpec replicaSetSpec(ReplicationControllerSpec spec) {
    return new ReplicaSetSpecBuilder()
        .withReplicas(spec.getReplicas())
        .withMinReadySeconds(spec.getMinReadySeconds())
        .withNewSelector()
        .withMatchLabels(spec.getSelector())
        .endSelector()
        .withTemplate(spec.getTemplate())
        .build();
  }

  private static ReplicaSetStatus replicaSetStatus(ReplicationControllerStatus status) {
    if (status == null) {
      return new ReplicaSetStatus();
    }
    return new ReplicaSetStatusBuilder()
        .withReplicas(status.getReplicas())
        .withFullyLabeledReplicas(status.getFullyLabeledReplicas())
        .withReadyReplicas(status.getReadyReplicas())
        .withAvailableReplicas(status.getAvailableReplicas())
        .withObservedGeneration(status.getObservedGeneration())
        .withConditions(
            status.getConditions().stream()
                .map(
                    condition ->
                        new ReplicaSetConditionBuilder()
                            .withType(condition.getType())
                            .withStatus(condition.getStatus())
                            .withReason(condition.getReason())
                            .withMessage(condition.getMessage())
                            .withLastTransitionTime(condition.getLastTransitionTime())
                            .build())
                .toList())
        .build();
  }
}
