package dev.miniworks.bench;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.subject.Kind;
import dev.miniworks.suite.subject.Subject;
import dev.miniworks.suite.subject.WireFormat;
import dev.miniworks.suite.subject.WireKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One Deployment in a namespace of its own, in the subject's version of the kind. */
final class Workload {

  private static final String NAME = "subject";
  private static final String LABEL = "app";
  private static final String FIRST_IMAGE = "registry.k8s.io/pause:3.9";
  private static final String SECOND_IMAGE = "registry.k8s.io/pause:3.10";

  private final KubernetesClient client;
  private final WireKind wire;
  private final WireFormat format;
  private final String namespace;
  private final Clock clock;
  private final Duration limit;

  /**
   * @param limit how long it may take to come to where it shall be
   */
  Workload(
      KubernetesClient client, Subject subject, String namespace, Clock clock, Duration limit) {
    this.client = client;
    this.wire = subject.wire(Kind.DEPLOYMENT).orElseThrow();
    this.format = new WireFormat(client.getKubernetesSerialization());
    this.namespace = namespace;
    this.clock = clock;
    this.limit = limit;
  }

  /** Makes a namespace in which pods are accepted. */
  static void createNamespace(KubernetesClient client, String namespace) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("default")
        .waitUntilCondition(Objects::nonNull, 60, TimeUnit.SECONDS);
  }

  /** Removes it with all that is in it, and waits for that. */
  static void deleteNamespace(KubernetesClient client, String namespace) {
    var resource = client.namespaces().withName(namespace);
    resource.delete();
    resource.waitUntilCondition(Objects::isNull, 300, TimeUnit.SECONDS);
  }

  /** A pod like those of the Deployment, without an owner. */
  static Pod pod(String name) {
    var template = template();
    return new PodBuilder()
        .withNewMetadataLike(template.getMetadata())
        .withName(name)
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  /** Creates the Deployment. @return when all of it was Ready */
  Instant create(int replicas) {
    var deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(NAME)
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .withNewSelector()
            .addToMatchLabels(LABEL, NAME)
            .endSelector()
            .withTemplate(template())
            .endSpec()
            .build();
    var created =
        client
            .resource(format.write(deployment, Kind.DEPLOYMENT, wire))
            .inNamespace(namespace)
            .create();
    return awaitComplete(created);
  }

  /** Gives the Deployment another image. @return when every pod had it and was Ready */
  Instant update() {
    return awaitComplete(
        patch(
            """
            [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "%s"}]
            """
                .formatted(SECOND_IMAGE)));
  }

  /** Scales the Deployment to zero. @return when its status said so */
  Instant scaleToZero() {
    var scaled =
        awaitComplete(patch("[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 0}]"));
    awaitNoPods();
    return scaled;
  }

  /** Deletes pods one at a time; each next one when the replacement of the last is Ready. */
  Instant replace(int count) throws InterruptedException {
    var pods = client.pods().inNamespace(namespace).list();
    var ready = new LinkedBlockingQueue<String>();
    var options =
        new io.fabric8.kubernetes.api.model.ListOptionsBuilder()
            .withResourceVersion(pods.getMetadata().getResourceVersion())
            .build();
    try (var watch = client.pods().inNamespace(namespace).watch(options, new ReadyPods(ready))) {
      Set<String> known = new HashSet<>();
      pods.getItems().forEach(pod -> known.add(pod.getMetadata().getName()));
      for (var pod : pods.getItems().subList(0, Math.min(count, pods.getItems().size()))) {
        client.resource(pod).withGracePeriod(0).delete();
        awaitNewcomer(ready, known);
      }
    }
    return clock.instant();
  }

  private void awaitNewcomer(LinkedBlockingQueue<String> ready, Set<String> known)
      throws InterruptedException {
    String name;
    do {
      name = ready.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (name == null) {
        throw new MeasurementFailed("a deleted pod is not replaced within " + limit);
      }
    } while (!known.add(name));
  }

  private GenericKubernetesResource patch(String json) {
    return deployment().patch(PatchContext.of(PatchType.JSON), json);
  }

  private Resource<GenericKubernetesResource> deployment() {
    return client.genericKubernetesResources(wire.context()).inNamespace(namespace).withName(NAME);
  }

  private Instant awaitComplete(GenericKubernetesResource written) {
    var generation = written.getMetadata().getGeneration();
    deployment()
        .waitUntilCondition(
            seen -> seen != null && complete(seen, generation),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    return clock.instant();
  }

  private boolean complete(GenericKubernetesResource seen, long generation) {
    return seen.getMetadata().getGeneration() >= generation
        && Facts.complete(format.read(seen, Kind.DEPLOYMENT, Deployment.class));
  }

  private void awaitNoPods() {
    client
        .pods()
        .inNamespace(namespace)
        .informOnCondition(java.util.List::isEmpty)
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static PodTemplateSpec template() {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .addToLabels(LABEL, NAME)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage(FIRST_IMAGE)
        .endContainer()
        .endSpec()
        .build();
  }

  /** Passes on the names of pods that are Ready. */
  private record ReadyPods(LinkedBlockingQueue<String> names) implements Watcher<Pod> {

    @Override
    public void eventReceived(Action action, Pod pod) {
      if (action != Action.DELETED && Facts.ready(pod) && !Facts.deleting(pod)) {
        names.add(pod.getMetadata().getName());
      }
    }

    @Override
    public void onClose(WatcherException cause) {}
  }
}
