package dev.miniworks.operator.testing;

import dev.miniworks.operator.workload.ControllerRef;
import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.Labels;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.PodPhase;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Plain objects for tests; each test changes what it is about. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  public static final String NAMESPACE = "default";
  public static final Map<String, String> APP = Map.of("app", "web");

  private Samples() {}

  public static PodTemplateSpec template(String image) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(APP)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .endContainer()
        .endSpec()
        .build();
  }

  public static LabelSelector selector(Map<String, String> labels) {
    return new LabelSelectorBuilder().withMatchLabels(labels).build();
  }

  public static Meta meta(String name) {
    return new Meta(
        NAMESPACE,
        name,
        "uid-" + name,
        "1",
        1,
        APP,
        Map.of(),
        NOW.minusSeconds(3600),
        false,
        Optional.empty());
  }

  public static Meta ownedBy(Meta owner, Meta meta) {
    return withController(
        meta, Optional.of(new ControllerRef("any", "Any", owner.name(), owner.uid())));
  }

  public static Meta withController(Meta m, Optional<ControllerRef> controller) {
    return new Meta(
        m.namespace(),
        m.name(),
        m.uid(),
        m.resourceVersion(),
        m.generation(),
        m.labels(),
        m.annotations(),
        m.createdAt(),
        m.deleting(),
        controller);
  }

  public static Meta withLabels(Meta m, Map<String, String> labels) {
    return new Meta(
        m.namespace(),
        m.name(),
        m.uid(),
        m.resourceVersion(),
        m.generation(),
        labels,
        m.annotations(),
        m.createdAt(),
        m.deleting(),
        m.controller());
  }

  public static Meta withAnnotations(Meta m, Map<String, String> annotations) {
    return new Meta(
        m.namespace(),
        m.name(),
        m.uid(),
        m.resourceVersion(),
        m.generation(),
        m.labels(),
        annotations,
        m.createdAt(),
        m.deleting(),
        m.controller());
  }

  public static Meta withGeneration(Meta m, long generation) {
    return new Meta(
        m.namespace(),
        m.name(),
        m.uid(),
        m.resourceVersion(),
        generation,
        m.labels(),
        m.annotations(),
        m.createdAt(),
        m.deleting(),
        m.controller());
  }

  public static Meta createdAt(Meta m, Instant createdAt) {
    return new Meta(
        m.namespace(),
        m.name(),
        m.uid(),
        m.resourceVersion(),
        m.generation(),
        m.labels(),
        m.annotations(),
        createdAt,
        m.deleting(),
        m.controller());
  }

  public static Meta deleting(Meta m) {
    return new Meta(
        m.namespace(),
        m.name(),
        m.uid(),
        m.resourceVersion(),
        m.generation(),
        m.labels(),
        m.annotations(),
        m.createdAt(),
        true,
        m.controller());
  }

  /** A running pod that became ready a minute ago. */
  public static PodView readyPod(Meta meta) {
    return new PodView(
        meta,
        PodPhase.RUNNING,
        Optional.of("node-1"),
        true,
        Optional.of(NOW.minusSeconds(60)),
        0,
        0);
  }

  /** A pod that no node has taken yet. */
  public static PodView pendingPod(Meta meta) {
    return new PodView(meta, PodPhase.PENDING, Optional.empty(), false, Optional.empty(), 0, 0);
  }

  public static PodView inPhase(PodView pod, PodPhase phase) {
    return new PodView(pod.meta(), phase, pod.node(), false, Optional.empty(), pod.restarts(), 0);
  }

  public static ReplicaSetView set(Meta meta, int replicas, PodTemplateSpec template) {
    ReplicaSetSpec spec =
        new ReplicaSetSpecBuilder()
            .withReplicas(replicas)
            .withSelector(selector(APP))
            .withTemplate(template)
            .build();
    return new ReplicaSetView(meta, spec, new ReplicaSetStatus());
  }

  /** The set, reporting that many pods and that many of them available. */
  public static ReplicaSetView reporting(ReplicaSetView set, int pods, int available) {
    return new ReplicaSetView(
        set.meta(),
        set.spec(),
        new ReplicaSetStatusBuilder()
            .withReplicas(pods)
            .withReadyReplicas(available)
            .withAvailableReplicas(available)
            .withTerminatingReplicas(0)
            .withObservedGeneration(set.meta().generation())
            .build());
  }

  public static DeploymentSpec deploymentSpec(int replicas, Object surge, Object unavailable) {
    return new DeploymentSpecBuilder()
        .withReplicas(replicas)
        .withSelector(selector(APP))
        .withTemplate(template("web:1"))
        .withRevisionHistoryLimit(10)
        .withProgressDeadlineSeconds(600)
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(surge))
        .withMaxUnavailable(new IntOrString(unavailable))
        .endRollingUpdate()
        .endStrategy()
        .build();
  }

  public static DeploymentSpec recreateSpec(int replicas) {
    return new DeploymentSpecBuilder(deploymentSpec(replicas, 0, 0))
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .build();
  }

  public static DeploymentView deployment(DeploymentSpec spec) {
    return new DeploymentView(meta("web"), spec, new DeploymentStatus());
  }

  public static DeploymentView withMeta(DeploymentView view, UnaryOperator<Meta> change) {
    return new DeploymentView(change.apply(view.meta()), view.spec(), view.status());
  }

  public static DeploymentView withSpec(
      DeploymentView view, UnaryOperator<DeploymentSpecBuilder> change) {
    return new DeploymentView(
        view.meta(), change.apply(new DeploymentSpecBuilder(view.spec())).build(), view.status());
  }

  public static DeploymentView withStatus(DeploymentView view, DeploymentStatus status) {
    return new DeploymentView(view.meta(), view.spec(), status);
  }

  /** Labels with the hash label added. */
  public static Map<String, String> hashed(Map<String, String> labels, String hash) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(Labels.POD_TEMPLATE_HASH, hash);
    return all;
  }
}
