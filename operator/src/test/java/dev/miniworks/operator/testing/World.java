package dev.miniworks.operator.testing;

import dev.miniworks.operator.deployment.DeploymentAction;
import dev.miniworks.operator.deployment.DeploymentPlan;
import dev.miniworks.operator.deployment.DeploymentPlanner;
import dev.miniworks.operator.deployment.DeploymentSnapshot;
import dev.miniworks.operator.deployment.DeploymentStatuses;
import dev.miniworks.operator.replicaset.ReplicaSetAction;
import dev.miniworks.operator.replicaset.ReplicaSetPlan;
import dev.miniworks.operator.replicaset.ReplicaSetPlanner;
import dev.miniworks.operator.replicaset.ReplicaSetSnapshot;
import dev.miniworks.operator.replicaset.ReplicaSetStatuses;
import dev.miniworks.operator.workload.ControllerRef;
import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.PodPhase;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One Deployment, its sets and its pods, without a cluster: carries out the plans of both planners
 * exactly and lets a test play the kubelets, the user and the passing of time.
 */
public final class World {

  private final Map<String, ReplicaSetView> sets = new TreeMap<>();
  private final Map<String, PodView> pods = new LinkedHashMap<>();
  private DeploymentView deployment;
  private Instant now = Samples.NOW;
  private int serial;

  public World(DeploymentView deployment) {
    this.deployment = deployment;
  }

  public DeploymentView deployment() {
    return deployment;
  }

  public List<ReplicaSetView> sets() {
    return List.copyOf(sets.values());
  }

  public List<PodView> pods() {
    return List.copyOf(pods.values());
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** The user changes the spec. */
  public void edit(UnaryOperator<DeploymentSpecBuilder> change) {
    DeploymentView edited = Samples.withSpec(deployment, change);
    if (!edited.spec().equals(deployment.spec())) {
      deployment =
          Samples.withMeta(edited, meta -> Samples.withGeneration(meta, meta.generation() + 1));
    }
  }

  /** The user sets the annotations. */
  public void annotate(Map<String, String> annotations) {
    deployment = Samples.withMeta(deployment, meta -> Samples.withAnnotations(meta, annotations));
  }

  public DeploymentSnapshot snapshot() {
    return new DeploymentSnapshot(
        deployment,
        sets(),
        sets.values().stream()
            .collect(Collectors.toMap(set -> set.meta().uid(), set -> podsOf(set.meta()))),
        new TemplateVerdict.Accepted(deployment.spec().getTemplate()),
        now);
  }

  public ReplicaSetSnapshot snapshot(String set) {
    Map<String, Integer> perNode =
        pods.values().stream()
            .filter(PodView::active)
            .flatMap(pod -> pod.node().stream())
            .collect(Collectors.toMap(node -> node, node -> 1, Integer::sum));
    return new ReplicaSetSnapshot(sets.get(set), pods(), perNode, Optional.empty(), now);
  }

  /** One round of the Deployment's controller; gives back what it decided. */
  public DeploymentPlan syncDeployment() {
    DeploymentSnapshot snapshot = snapshot();
    DeploymentPlan plan = DeploymentPlanner.plan(snapshot);
    DeploymentStatus status = DeploymentStatuses.status(snapshot, plan, Outcome.DONE);
    plan.actions().forEach(this::carryOut);
    deployment = Samples.withStatus(deployment, status);
    return plan;
  }

  /** One round of a set's controller; gives back what it decided. */
  public ReplicaSetPlan syncSet(String name) {
    ReplicaSetSnapshot snapshot = snapshot(name);
    ReplicaSetPlan plan = ReplicaSetPlanner.plan(snapshot);
    ReplicaSetStatus status = ReplicaSetStatuses.status(snapshot, plan, Outcome.DONE, true);
    ReplicaSetView set = sets.get(name);
    plan.actions().forEach(action -> carryOut(set, action));
    sets.put(name, new ReplicaSetView(set.meta(), set.spec(), status));
    return plan;
  }

  /** The kubelet brings a pod one step further: bound and running, then ready; or gone. */
  public void advance(PodView pod) {
    if (pod.meta().deleting()) {
      pods.remove(pod.meta().uid());
    } else if (pod.phase() == PodPhase.PENDING) {
      replace(
          new PodView(
              pod.meta(),
              PodPhase.RUNNING,
              Optional.of("node-" + serial % 3),
              false,
              Optional.empty(),
              0,
              0));
    } else if (pod.phase() == PodPhase.RUNNING && !pod.ready()) {
      replace(new PodView(pod.meta(), pod.phase(), pod.node(), true, Optional.of(now), 0, 0));
    }
  }

  /** A pod stops being ready. */
  public void breakPod(PodView pod) {
    replace(
        new PodView(
            pod.meta(), pod.phase(), pod.node(), false, Optional.empty(), pod.restarts() + 1, 0));
  }

  /** A pod ends for good. */
  public void failPod(PodView pod) {
    replace(Samples.inPhase(pod, PodPhase.FAILED));
  }

  /** Lets everybody work until nobody has anything left to do; fails if that never comes. */
  public void settle() {
    for (int round = 0; round < 500; round++) {
      List<Object> before = state();
      syncDeployment();
      List.copyOf(sets.keySet()).forEach(this::syncSet);
      pods().forEach(this::advance);
      pass(Duration.ofSeconds(1));
      if (state().equals(before)) {
        return;
      }
    }
    throw new AssertionError("never settles: " + state());
  }

  private List<Object> state() {
    List<Object> state = new ArrayList<>();
    state.add(deployment);
    state.addAll(sets.values());
    state.addAll(pods.values());
    return state;
  }

  private List<PodView> podsOf(Meta set) {
    return pods.values().stream().filter(pod -> pod.meta().controlledBy(set.uid())).toList();
  }

  private void replace(PodView pod) {
    pods.put(pod.meta().uid(), pod);
  }

  private void carryOut(DeploymentAction action) {
    if (action instanceof DeploymentAction.CreateSet create) {
      if (sets.containsKey(create.name())) {
        throw new AssertionError("created twice: " + create.name());
      }
      Meta meta =
          Samples.createdAt(
              Samples.withAnnotations(
                  Samples.withLabels(
                      Samples.ownedBy(deployment.meta(), Samples.meta(create.name())),
                      create.labels()),
                  create.annotations()),
              now);
      sets.put(
          create.name(),
          new ReplicaSetView(
              meta,
              new ReplicaSetSpecBuilder()
                  .withReplicas(create.replicas())
                  .withMinReadySeconds(create.minReadySeconds())
                  .withSelector(create.selector())
                  .withTemplate(create.template())
                  .build(),
              new ReplicaSetStatus()));
    } else if (action instanceof DeploymentAction.UpdateSet update) {
      update(update);
    } else if (action instanceof DeploymentAction.DeleteSet delete) {
      sets.remove(delete.set().meta().name());
    } else if (action instanceof DeploymentAction.RestoreTemplate restore) {
      edit(spec -> spec.withTemplate(restore.template()));
      annotate(restore.annotations());
    } else if (action instanceof DeploymentAction.Annotate annotate) {
      annotate(annotate.annotations());
    } else if (action instanceof DeploymentAction.AdoptSet adopt) {
      control(adopt.set(), Optional.of(reference(deployment.meta())));
    } else if (action instanceof DeploymentAction.ReleaseSet release) {
      control(release.set(), Optional.empty());
    }
  }

  private void update(DeploymentAction.UpdateSet update) {
    ReplicaSetView present = sets.get(update.set().meta().name());
    if (!present.equals(update.set())) {
      throw new AssertionError("second update of one version: " + update);
    }
    var spec =
        new ReplicaSetSpecBuilder(present.spec())
            .withReplicas(update.replicas())
            .withMinReadySeconds(update.minReadySeconds())
            .build();
    Meta meta = Samples.withAnnotations(present.meta(), update.annotations());
    boolean changed = !spec.equals(present.spec());
    sets.put(
        meta.name(),
        new ReplicaSetView(
            changed ? Samples.withGeneration(meta, meta.generation() + 1) : meta,
            spec,
            present.status()));
  }

  private void control(ReplicaSetView set, Optional<ControllerRef> controller) {
    sets.put(
        set.meta().name(),
        new ReplicaSetView(
            Samples.withController(set.meta(), controller), set.spec(), set.status()));
  }

  /** Puts a set into the world that the controller did not make. */
  public void put(ReplicaSetView set) {
    sets.put(set.meta().name(), set);
  }

  private void carryOut(ReplicaSetView set, ReplicaSetAction action) {
    if (action instanceof ReplicaSetAction.CreatePods create) {
      for (int i = 0; i < create.count(); i++) {
        serial++;
        Meta meta =
            Samples.createdAt(
                Samples.withLabels(
                    Samples.ownedBy(
                        set.meta(), Samples.meta("%s-%05d".formatted(set.meta().name(), serial))),
                    set.spec().getTemplate().getMetadata().getLabels()),
                now);
        replace(Samples.pendingPod(meta));
      }
    } else if (action instanceof ReplicaSetAction.DeletePods delete) {
      for (PodView pod : delete.pods()) {
        replace(
            new PodView(
                Samples.deleting(pod.meta()),
                pod.phase(),
                pod.node(),
                pod.ready(),
                pod.readySince(),
                pod.restarts(),
                pod.sidecarRestarts()));
      }
    } else if (action instanceof ReplicaSetAction.AdoptPod adopt) {
      claim(adopt.pod(), Optional.of(reference(set.meta())));
    } else if (action instanceof ReplicaSetAction.ReleasePod release) {
      claim(release.pod(), Optional.empty());
    }
  }

  private void claim(PodView pod, Optional<ControllerRef> controller) {
    replace(
        new PodView(
            Samples.withController(pod.meta(), controller),
            pod.phase(),
            pod.node(),
            pod.ready(),
            pod.readySince(),
            pod.restarts(),
            pod.sidecarRestarts()));
  }

  private static ControllerRef reference(Meta owner) {
    return new ControllerRef("any", "Any", owner.name(), owner.uid());
  }
}
