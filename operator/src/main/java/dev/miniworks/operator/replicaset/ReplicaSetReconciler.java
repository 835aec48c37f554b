package dev.miniworks.operator.replicaset;

import dev.miniworks.operator.cluster.ApiUnavailableException;
import dev.miniworks.operator.cluster.Claims;
import dev.miniworks.operator.cluster.Cluster;
import dev.miniworks.operator.cluster.Owner;
import dev.miniworks.operator.cluster.Passes;
import dev.miniworks.operator.cluster.PodControl;
import dev.miniworks.operator.cluster.PodResource;
import dev.miniworks.operator.cluster.PrimaryControl;
import dev.miniworks.operator.cluster.SharedCache;
import dev.miniworks.operator.cluster.SharedCacheEventSource;
import dev.miniworks.operator.cluster.Successors;
import dev.miniworks.operator.cluster.Wakeups;
import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.kinds.ReplicaSetKind;
import dev.miniworks.operator.workload.ControllerRef;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Labels;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.PodFactory;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.Readiness;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.Selectors;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs one kind of replica set: takes the snapshot, asks the planner, carries the plan out, writes
 * the status. It decides nothing; see {@link ReplicaSetPlanner}.
 *
 * @param <T> the kind's Java type
 */
public final class ReplicaSetReconciler<T extends HasMetadata> implements Reconciler<T> {

  private final ReplicaSetKind<T> kind;
  private final Cluster cluster;
  private final SharedCache<T> sets;
  private final PrimaryControl<T> primary;
  private final Claims claims;
  private final PodControl pods;
  private final Passes passes;

  public ReplicaSetReconciler(ReplicaSetKind<T> kind, Cluster cluster) {
    this.kind = kind;
    this.cluster = cluster;
    this.sets = cluster.sets(kind);
    this.primary = cluster.primaryControl(kind.api(), kind.type());
    this.claims = cluster.claims();
    this.pods = cluster.podControl();
    this.passes = new Passes(cluster.backoff());
  }

  @Override
  public List<EventSource<?, T>> prepareEventSources(EventSourceContext<T> context) {
    IndexerResourceCache<T> primaries = context.getPrimaryCache();
    return List.of(
        cluster.successors().announcer(kind.controller(), kind.type(), primaries),
        new SharedCacheEventSource<PodResource, T>(
            cluster.pods(),
            "pods",
            Wakeups.ownerOrAdopters(kind.api(), pod -> adopters(primaries, pod)),
            pod -> Wakeups.owner(kind.api(), pod)));
  }

  private Stream<ResourceID> adopters(IndexerResourceCache<T> primaries, ObjectMeta pod) {
    return primaries
        .list(pod.getNamespace())
        .filter(set -> selects(kind.view().apply(set), pod))
        .map(ResourceID::fromResource);
  }

  private static boolean selects(ReplicaSetView set, ObjectMeta pod) {
    return Selectors.parse(set.spec().getSelector())
        .filter(selector -> !selector.isEmpty())
        .filter(selector -> selector.matches(pod.getLabels()))
        .isPresent();
  }

  /**
   * Whether an update starts a pass: all but our own writes do, so that a status which somebody
   * else has changed is put right.
   */
  public boolean concerns(T updated) {
    return !primary.wrote(updated);
  }

  @Override
  public UpdateControl<T> reconcile(T queued, Context<T> context) {
    String uid = queued.getMetadata().getUid();
    if (context.isPrimaryResourceDeleted()) {
      if (!Successors.isOne(queued, context)) {
        cluster.writes().forget(uid);
        cluster.backoff().reset(uid);
        primary.forget(uid);
      }
      return Passes.done();
    }
    ReplicaSetView set = kind.view().apply(primary.newest(queued));
    if (set.meta().labels().containsKey(Labels.PROBE)) {
      return Passes.done();
    }
    if (!cluster.writes().seen(uid)) {
      return Passes.untilCachesCatchUp();
    }
    Owner owner = new Owner(kind.api(), set.meta(), kind.controller());
    try {
      return pass(owner, snapshot(set));
    } catch (ApiUnavailableException unavailable) {
      return passes.failed(owner, List.of(unavailable.failure()));
    }
  }

  private UpdateControl<T> pass(Owner owner, ReplicaSetSnapshot snapshot) {
    ReplicaSetPlan plan = ReplicaSetPlanner.plan(snapshot);
    List<Failure> claimFailures = claim(owner, plan);
    if (!claimFailures.isEmpty()) {
      return passes.failed(owner, claimFailures);
    }
    Outcome outcome = new Outcome(scale(owner, snapshot, plan));
    Optional<Failure> statusFailure = writeStatus(snapshot, plan, outcome);
    List<Failure> failures =
        Stream.concat(outcome.failures().stream(), statusFailure.stream())
            .filter(failure -> failure.cause() != Failure.Cause.NAMESPACE_TERMINATING)
            .filter(failure -> failure.cause() != Failure.Cause.NOT_FOUND)
            .toList();
    return failures.isEmpty()
        ? passes.succeeded(owner, plan.lookAgainAfter())
        : passes.failed(owner, failures);
  }

  private ReplicaSetSnapshot snapshot(ReplicaSetView set) {
    String uid = set.meta().uid();
    List<PodView> candidates =
        Stream.of(
                cluster.pods().byIndex(Cluster.BY_CONTROLLER, uid),
                cluster.pods().byIndex(Cluster.ORPHANS, set.meta().namespace()))
            .flatMap(List::stream)
            .map(PodResource::view)
            .toList();
    long active =
        candidates.stream().filter(pod -> pod.meta().controlledBy(uid) && pod.active()).count();
    return new ReplicaSetSnapshot(
        set,
        candidates,
        active > set.replicas() ? siblingPodsPerNode(set) : Map.of(),
        kind.family().templatesAreRaw() && active != set.replicas() && !set.meta().deleting()
            ? Optional.of(cluster.judge().judge(set.meta().namespace(), set.spec().getTemplate()))
            : Optional.empty(),
        cluster.clock().instant());
  }

  /** Active pods per node over the sets that share this one's controller, this one included. */
  private Map<String, Integer> siblingPodsPerNode(ReplicaSetView set) {
    Stream<String> siblings =
        set.meta().controller().map(ControllerRef::uid).stream()
            .flatMap(uid -> sets.byIndex(Cluster.BY_CONTROLLER, uid).stream())
            .map(sibling -> sibling.getMetadata().getUid());
    Map<String, Integer> perNode = new HashMap<>();
    Stream.concat(Stream.of(set.meta().uid()), siblings)
        .distinct()
        .flatMap(uid -> cluster.pods().byIndex(Cluster.BY_CONTROLLER, uid).stream())
        .map(PodResource::view)
        .filter(PodView::active)
        .flatMap(pod -> pod.node().stream())
        .forEach(node -> perNode.merge(node, 1, Integer::sum));
    return perNode;
  }

  private List<Failure> claim(Owner owner, ReplicaSetPlan plan) {
    List<Failure> failures = new ArrayList<>();
    boolean adopts = plan.actions().stream().anyMatch(ReplicaSetAction.AdoptPod.class::isInstance);
    if (adopts) {
      Optional<Failure> refused = claims.mayAdopt(owner);
      if (refused.isPresent()) {
        return List.of(refused.get());
      }
    }
    for (ReplicaSetAction action : plan.actions()) {
      if (action instanceof ReplicaSetAction.AdoptPod adopt) {
        claims
            .adopt(owner, ApiKind.POD, adopt.pod().meta(), cluster.pods())
            .ifPresent(failures::add);
      } else if (action instanceof ReplicaSetAction.ReleasePod release) {
        claims
            .release(owner, ApiKind.POD, release.pod().meta(), cluster.pods())
            .ifPresent(failures::add);
      }
    }
    return failures;
  }

  private List<Failure> scale(Owner owner, ReplicaSetSnapshot snapshot, ReplicaSetPlan plan) {
    List<Failure> failures = new ArrayList<>();
    for (ReplicaSetAction action : plan.actions()) {
      if (action instanceof ReplicaSetAction.CreatePods create) {
        Pod pod =
            PodFactory.fromTemplate(
                template(snapshot),
                owner.meta().namespace(),
                kind.api().controllerReference(owner.meta()));
        failures.addAll(pods.create(owner, pod, create.count()));
      } else if (action instanceof ReplicaSetAction.DeletePods delete) {
        failures.addAll(pods.delete(owner, delete.pods()));
      }
    }
    return failures;
  }

  private static PodTemplateSpec template(ReplicaSetSnapshot snapshot) {
    return snapshot
        .template()
        .filter(TemplateVerdict.Accepted.class::isInstance)
        .map(verdict -> ((TemplateVerdict.Accepted) verdict).template())
        .orElse(snapshot.set().spec().getTemplate());
  }

  private Optional<Failure> writeStatus(
      ReplicaSetSnapshot snapshot, ReplicaSetPlan plan, Outcome outcome) {
    ReplicaSetView set = snapshot.set();
    ReplicaSetStatus status =
        ReplicaSetStatuses.status(snapshot, plan, outcome, kind.reportsTerminating());
    ReplicaSetStatus wanted =
        kind.family().decoratesStatus() ? Readiness.decorate(status, set, snapshot.now()) : status;
    return primary.writeStatus(set.meta(), set.status(), wanted, set.meta().annotations());
  }
}
