package dev.miniworks.operator.deployment;

import dev.miniworks.operator.cluster.ApiUnavailableException;
import dev.miniworks.operator.cluster.Claims;
import dev.miniworks.operator.cluster.Cluster;
import dev.miniworks.operator.cluster.Owner;
import dev.miniworks.operator.cluster.Passes;
import dev.miniworks.operator.cluster.PodResource;
import dev.miniworks.operator.cluster.PrimaryControl;
import dev.miniworks.operator.cluster.SetControl;
import dev.miniworks.operator.cluster.SharedCache;
import dev.miniworks.operator.cluster.SharedCacheEventSource;
import dev.miniworks.operator.cluster.Successors;
import dev.miniworks.operator.cluster.Wakeups;
import dev.miniworks.operator.kinds.DeploymentKind;
import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Labels;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.Readiness;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.Selectors;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpecBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs one kind of Deployment: takes the snapshot, asks the planner, carries the plan out, writes
 * the status. It decides nothing; see {@link DeploymentPlanner}.
 *
 * @param <D> the kind's Java type
 * @param <S> the Java type of its sets
 */
public final class DeploymentReconciler<D extends HasMetadata, S extends HasMetadata>
    implements Reconciler<D> {

  private final DeploymentKind<D, S> kind;
  private final Cluster cluster;
  private final SharedCache<S> sets;
  private final PrimaryControl<D> primary;
  private final Claims claims;
  private final SetControl setControl;
  private final Passes passes;

  public DeploymentReconciler(DeploymentKind<D, S> kind, Cluster cluster) {
    this.kind = kind;
    this.cluster = cluster;
    this.sets = cluster.sets(kind.sets());
    this.primary = cluster.primaryControl(kind.api(), kind.type());
    this.claims = cluster.claims();
    this.setControl = cluster.setControl(kind.sets());
    this.passes = new Passes(cluster.backoff());
  }

  @Override
  public List<EventSource<?, D>> prepareEventSources(EventSourceContext<D> context) {
    IndexerResourceCache<D> primaries = context.getPrimaryCache();
    return List.of(
        cluster.successors().announcer(kind.controller(), kind.type(), primaries),
        new SharedCacheEventSource<S, D>(
            sets,
            "sets",
            Wakeups.ownerOrAdopters(kind.api(), set -> adopters(primaries, set)),
            set -> Wakeups.owner(kind.api(), set)),
        // Recreate waits for the last old pod to go; no other strategy looks at pods.
        new SharedCacheEventSource<PodResource, D>(
            cluster.pods(), "pods", pod -> Stream.empty(), pod -> recreating(primaries, pod)));
  }

  private Stream<ResourceID> adopters(IndexerResourceCache<D> primaries, ObjectMeta set) {
    return primaries
        .list(set.getNamespace())
        .filter(deployment -> selects(kind.view().apply(deployment), set))
        .map(ResourceID::fromResource);
  }

  private static boolean selects(DeploymentView deployment, ObjectMeta set) {
    return Selectors.parse(deployment.spec().getSelector())
        .filter(selector -> !selector.isEmpty())
        .filter(selector -> selector.matches(set.getLabels()))
        .isPresent();
  }

  private Stream<ResourceID> recreating(IndexerResourceCache<D> primaries, PodResource pod) {
    String namespace = pod.getMetadata().getNamespace();
    return Wakeups.owner(kind.sets().api(), pod)
        .flatMap(set -> sets.get(namespace, set.getName()).stream())
        .flatMap(set -> Wakeups.owner(kind.api(), set))
        .filter(
            id ->
                primaries
                    .get(id)
                    .map(deployment -> recreates(kind.view().apply(deployment)))
                    .orElse(false));
  }

  private static boolean recreates(DeploymentView deployment) {
    return deployment.spec().getStrategy() != null
        && "Recreate".equals(deployment.spec().getStrategy().getType());
  }

  /**
   * Whether an update starts a pass: all but our own writes do, so that a status which somebody
   * else has changed is put right.
   */
  public boolean concerns(D updated) {
    return !primary.wrote(updated);
  }

  @Override
  public UpdateControl<D> reconcile(D queued, Context<D> context) {
    String uid = queued.getMetadata().getUid();
    if (context.isPrimaryResourceDeleted()) {
      if (!Successors.isOne(queued, context)) {
        cluster.writes().forget(uid);
        cluster.backoff().reset(uid);
        primary.forget(uid);
      }
      return Passes.done();
    }
    DeploymentView deployment = kind.view().apply(primary.newest(queued));
    if (deployment.meta().labels().containsKey(Labels.PROBE)) {
      return Passes.done();
    }
    if (!cluster.writes().seen(uid)) {
      return Passes.untilCachesCatchUp();
    }
    Owner owner = new Owner(kind.api(), deployment.meta(), kind.controller());
    try {
      return pass(queued, owner, snapshot(deployment));
    } catch (ApiUnavailableException unavailable) {
      return passes.failed(owner, List.of(unavailable.failure()));
    }
  }

  private UpdateControl<D> pass(D queued, Owner owner, DeploymentSnapshot snapshot) {
    DeploymentPlan plan = DeploymentPlanner.plan(snapshot);
    plan.events().forEach(event -> cluster.events().record(owner, event));
    Optional<Failure> failure = carryOut(owner, snapshot, plan);
    Outcome outcome = failure.map(f -> new Outcome(List.of(f))).orElse(Outcome.DONE);
    DeploymentStatuses.events(snapshot, plan, outcome)
        .forEach(event -> cluster.events().record(owner, event));
    if (failure.isEmpty() && has(plan, DeploymentAction.RestoreTemplate.class)) {
      return passes.again(owner);
    }
    Optional<Failure> statusFailure = writeStatus(queued, snapshot, plan, outcome);
    List<Failure> failures =
        Stream.concat(outcome.failures().stream(), statusFailure.stream())
            .filter(f -> f.cause() != Failure.Cause.NAMESPACE_TERMINATING)
            .filter(f -> f.cause() != Failure.Cause.NOT_FOUND)
            .toList();
    if (!failures.isEmpty()) {
      return passes.failed(owner, failures);
    }
    // An annotation that was a write of its own may have made a new generation.
    return annotations(snapshot.deployment(), plan)
            .filter(a -> !goWithStatus(snapshot, a))
            .isPresent()
        ? passes.again(owner)
        : passes.succeeded(owner, plan.lookAgainAfter());
  }

  private static boolean has(DeploymentPlan plan, Class<? extends DeploymentAction> action) {
    return plan.actions().stream().anyMatch(action::isInstance);
  }

  /** The annotations that the plan wants, if it wants others than there are. */
  private static Optional<Map<String, String>> annotations(
      DeploymentView deployment, DeploymentPlan plan) {
    return plan.actions().stream()
        .filter(DeploymentAction.Annotate.class::isInstance)
        .map(action -> ((DeploymentAction.Annotate) action).annotations())
        .filter(wanted -> !wanted.equals(deployment.meta().annotations()))
        .findFirst();
  }

  /**
   * Whether the annotations can be written along with the status. Taking one away cannot: the API
   * server holds the wish for a rollback as a part of the spec, which a status write leaves alone.
   */
  private boolean goWithStatus(DeploymentSnapshot snapshot, Map<String, String> wanted) {
    return kind.family().statusCarriesAnnotations()
        && wanted.keySet().containsAll(snapshot.deployment().meta().annotations().keySet());
  }

  private DeploymentSnapshot snapshot(DeploymentView deployment) {
    String namespace = deployment.meta().namespace();
    List<ReplicaSetView> candidates =
        Stream.of(
                sets.byIndex(Cluster.BY_CONTROLLER, deployment.meta().uid()),
                sets.byIndex(Cluster.ORPHANS, namespace))
            .flatMap(List::stream)
            .map(kind.sets().view())
            .map(set -> defaulted(deployment, set))
            .toList();
    Map<String, List<PodView>> pods =
        recreates(deployment)
            ? candidates.stream()
                .filter(set -> set.meta().controlledBy(deployment.meta().uid()))
                .collect(Collectors.toMap(set -> set.meta().uid(), this::pods))
            : Map.of();
    PodTemplateSpec template = deployment.spec().getTemplate();
    TemplateVerdict verdict =
        kind.family().templatesAreRaw()
            ? cluster.judge().judge(namespace, template)
            : new TemplateVerdict.Accepted(template);
    return new DeploymentSnapshot(deployment, candidates, pods, verdict, cluster.clock().instant());
  }

  private List<PodView> pods(ReplicaSetView set) {
    return cluster.pods().byIndex(Cluster.BY_CONTROLLER, set.meta().uid()).stream()
        .map(PodResource::view)
        .toList();
  }

  /**
   * The set with every default written out in its template. Sets that this controller made (their
   * template has the hash label) have it so already; one that a user made may lack them.
   */
  private ReplicaSetView defaulted(DeploymentView deployment, ReplicaSetView set) {
    boolean made =
        set.spec().getTemplate() != null
            && set.spec().getTemplate().getMetadata() != null
            && set.spec().getTemplate().getMetadata().getLabels() != null
            && set.spec()
                .getTemplate()
                .getMetadata()
                .getLabels()
                .containsKey(Labels.POD_TEMPLATE_HASH);
    boolean concerned =
        set.meta().controlledBy(deployment.meta().uid())
            || Selectors.parse(deployment.spec().getSelector())
                .filter(selector -> selector.matches(set.meta().labels()))
                .isPresent();
    if (!kind.family().templatesAreRaw() || made || !concerned) {
      return set;
    }
    TemplateVerdict verdict =
        cluster.judge().judge(set.meta().namespace(), set.spec().getTemplate());
    return verdict instanceof TemplateVerdict.Accepted accepted
        ? new ReplicaSetView(
            set.meta(),
            new ReplicaSetSpecBuilder(set.spec()).withTemplate(accepted.template()).build(),
            set.status())
        : set;
  }

  private Optional<Failure> carryOut(
      Owner owner, DeploymentSnapshot snapshot, DeploymentPlan plan) {
    boolean adopts = plan.actions().stream().anyMatch(DeploymentAction.AdoptSet.class::isInstance);
    if (adopts) {
      Optional<Failure> refused = claims.mayAdopt(owner);
      if (refused.isPresent()) {
        return refused;
      }
    }
    for (DeploymentAction action : plan.actions()) {
      Optional<Failure> failure = carryOut(owner, snapshot, action);
      if (failure.isPresent()) {
        return failure;
      }
      Optional<EventDraft> event = action.event();
      event.ifPresent(draft -> cluster.events().record(owner, draft));
    }
    return Optional.empty();
  }

  private Optional<Failure> carryOut(
      Owner owner, DeploymentSnapshot snapshot, DeploymentAction action) {
    if (action instanceof DeploymentAction.AdoptSet adopt) {
      return claims.adopt(owner, kind.sets().api(), adopt.set().meta(), sets);
    } else if (action instanceof DeploymentAction.ReleaseSet release) {
      return claims.release(owner, kind.sets().api(), release.set().meta(), sets);
    } else if (action instanceof DeploymentAction.CreateSet create) {
      return setControl.create(
          owner,
          new SetControl.Draft(
              create.name(),
              create.labels(),
              create.annotations(),
              create.selector(),
              create.template(),
              create.replicas(),
              create.minReadySeconds()));
    } else if (action instanceof DeploymentAction.UpdateSet update) {
      return setControl.update(
          owner, update.set(), update.replicas(), update.minReadySeconds(), update.annotations());
    } else if (action instanceof DeploymentAction.DeleteSet delete) {
      return setControl.delete(owner, delete.set());
    } else if (action instanceof DeploymentAction.RestoreTemplate restore) {
      return primary.restore(
          owner.meta(),
          snapshot.deployment().spec().getTemplate(),
          restore.template(),
          restore.annotations());
    } else if (action instanceof DeploymentAction.Annotate annotate) {
      return goWithStatus(snapshot, annotate.annotations())
          ? Optional.empty()
          : primary.annotate(owner.meta(), annotate.annotations());
    }
    throw new IllegalStateException("unknown action " + action);
  }

  private Optional<Failure> writeStatus(
      D queued, DeploymentSnapshot snapshot, DeploymentPlan plan, Outcome outcome) {
    DeploymentView seen = snapshot.deployment();
    DeploymentStatus status = DeploymentStatuses.status(snapshot, plan, outcome);
    DeploymentStatus wanted =
        kind.family().decoratesStatus() ? Readiness.decorate(status, seen, snapshot.now()) : status;
    // An annotation written just now made a newer version; the status is locked on that one.
    DeploymentView newest = kind.view().apply(primary.newest(queued));
    Map<String, String> annotations =
        annotations(seen, plan)
            .filter(wantedAnnotations -> goWithStatus(snapshot, wantedAnnotations))
            .orElse(newest.meta().annotations());
    return primary.writeStatus(newest.meta(), newest.status(), wanted, annotations);
  }
}
