package dev.miniworks.operator.cluster;

import dev.miniworks.operator.kinds.ReplicaSetKind;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.ReplicaSetView;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpecBuilder;
import java.util.Map;
import java.util.Optional;

/** Creates, changes and deletes the sets of a Deployment. */
public final class SetControl {

  private final Api api;
  private final WriteLog writes;
  private final ReplicaSetKind<?> kind;
  private final SharedCache<?> sets;

  public SetControl(Api api, WriteLog writes, ReplicaSetKind<?> kind, SharedCache<?> sets) {
    this.api = api;
    this.writes = writes;
    this.kind = kind;
    this.sets = sets;
  }

  /** A set to be made. */
  public record Draft(
      String name,
      Map<String, String> labels,
      Map<String, String> annotations,
      LabelSelector selector,
      PodTemplateSpec template,
      int replicas,
      int minReadySeconds) {}

  /**
   * Creates a set. A name held by a set of ours is no failure when the create can only be this one,
   * repeated after a lost answer; the caller sees the set in its next snapshot and judges it there.
   */
  public Optional<Failure> create(Owner owner, Draft wanted) {
    String namespace = owner.meta().namespace();
    var metadata =
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(wanted.name())
            .withLabels(wanted.labels())
            .withAnnotations(wanted.annotations())
            .withOwnerReferences(owner.kind().controllerReference(owner.meta()))
            .build();
    var spec =
        new ReplicaSetSpecBuilder()
            .withReplicas(wanted.replicas())
            .withMinReadySeconds(wanted.minReadySeconds())
            .withSelector(wanted.selector())
            .withTemplate(wanted.template())
            .build();
    Map<String, Object> set =
        Map.of(
            "apiVersion",
            kind.api().apiVersion(),
            "kind",
            kind.api().kind(),
            "metadata",
            metadata,
            "spec",
            spec);
    try {
      return written(owner, Api.await(api.create(kind.api().path(namespace), set)));
    } catch (ApiException refusal) {
      return refusal.alreadyExists()
          ? holder(owner, wanted, refusal)
          : Optional.of(refusal.failure(Failure.Verb.CREATE));
    }
  }

  /** A set of ours that the cache has yet to show is waited for; any other is a collision. */
  private Optional<Failure> holder(Owner owner, Draft wanted, ApiException refusal) {
    String namespace = owner.meta().namespace();
    try {
      Written holder = Api.await(api.get(kind.api().path(namespace, wanted.name())));
      boolean unseen = !sets.reached(namespace, ResourceVersions.parse(holder.resourceVersion()));
      if (holder.controlledBy(owner.meta().uid()) && unseen) {
        return written(owner, holder);
      }
      return Optional.of(refusal.failure(Failure.Verb.CREATE));
    } catch (ApiException gone) {
      return Optional.of(
          new Failure(Failure.Verb.CREATE, Failure.Cause.CONFLICT, gone.getMessage()));
    }
  }

  /**
   * Brings a set to the wanted values, on the version in view.
   *
   * @param annotations the whole map
   */
  public Optional<Failure> update(
      Owner owner,
      ReplicaSetView set,
      int replicas,
      int minReadySeconds,
      Map<String, String> annotations) {
    Map<String, Object> patch =
        Map.of(
            "metadata",
            Map.of(
                "resourceVersion",
                set.meta().resourceVersion(),
                "annotations",
                MergePatches.map(set.meta().annotations(), annotations)),
            "spec",
            Map.of("replicas", replicas, "minReadySeconds", minReadySeconds));
    try {
      return written(owner, Api.await(api.mergePatch(path(set), patch)));
    } catch (ApiException refusal) {
      return Optional.of(refusal.failure(Failure.Verb.UPDATE));
    }
  }

  /** Deletes a set that has not changed since it was seen; one that is gone is no failure. */
  public Optional<Failure> delete(Owner owner, ReplicaSetView set) {
    try {
      return written(
          owner,
          Api.await(
              api.delete(path(set), set.meta().uid(), Optional.of(set.meta().resourceVersion()))));
    } catch (ApiException refusal) {
      Failure failure = refusal.failure(Failure.Verb.DELETE);
      return failure.cause() == Failure.Cause.NOT_FOUND ? Optional.empty() : Optional.of(failure);
    }
  }

  private Optional<Failure> written(Owner owner, Written written) {
    writes.wrote(owner.meta().uid(), sets, owner.meta().namespace(), written.resourceVersion());
    return Optional.empty();
  }

  private String path(ReplicaSetView set) {
    return kind.api().path(set.meta().namespace(), set.meta().name());
  }
}
