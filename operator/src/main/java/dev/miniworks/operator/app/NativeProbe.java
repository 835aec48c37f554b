package dev.miniworks.operator.app;

import dev.miniworks.operator.workload.Labels;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the cluster's own controllers run the built-in kinds, so that two controllers never
 * fight over one object.
 *
 * <p>It makes one paused, empty object of each kind, which our own controllers leave alone. A
 * native controller that is at work writes its status at once. The objects stay while the operator
 * runs and are looked at every second, so that controllers which are switched on later are noticed
 * too. An operator that was killed leaves its objects behind; the next one for the same namespaces
 * finds them under their names and makes them anew.
 */
final class NativeProbe implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NativeProbe.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final List<HasMetadata> probes;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "native-probe");
            thread.setDaemon(true);
            return thread;
          });

  private NativeProbe(KubernetesClient client, List<HasMetadata> probes) {
    this.client = client;
    this.probes = probes;
  }

  /**
   * Puts the probes out and waits.
   *
   * @param namespace where the probes are
   * @param served the namespaces that the operator serves; empty for all
   * @param wait how long native controllers get to show themselves
   * @throws StartupException when one did
   */
  static NativeProbe start(
      KubernetesClient client, String namespace, Set<String> served, Duration wait) {
    NativeProbe probe = new NativeProbe(client, objects(namespace, name(served)));
    try {
      probe.remove();
      probe.putOut(namespace);
      long until = System.nanoTime() + wait.toNanos();
      while (System.nanoTime() < until) {
        Optional<String> active = probe.active();
        if (active.isPresent()) {
          throw new StartupException(
              ExitCode.NATIVE_CONTROLLERS_ACTIVE,
              "The cluster's own controllers run: one has reconciled a "
                  + active.get()
                  + ". Switch them off first: kube-controller-manager --controllers="
                  + "*,-deployment-controller,-replicaset-controller,-replicationcontroller-controller");
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      return probe;
    } catch (InterruptedException stop) {
      probe.close();
      Thread.currentThread().interrupt();
      throw new StartupException(ExitCode.FAILED, "interrupted while probing", stop);
    } catch (RuntimeException failure) {
      probe.close();
      throw failure;
    }
  }

  private void putOut(String namespace) {
    try {
      probes.forEach(object -> client.resource(object).create());
    } catch (KubernetesClientException refusal) {
      throw refusal.getCode() == 404
          ? Preflight.namespaceMissing(namespace, refusal)
          : Preflight.explained(client, refusal);
    }
  }

  /**
   * Goes on looking.
   *
   * @param alarm told the kind that a native controller has begun to reconcile, until it ends the
   *     process
   */
  void keepWatching(Consumer<String> alarm) {
    watch.scheduleWithFixedDelay(
        () -> {
          try {
            active().ifPresent(alarm);
          } catch (KubernetesClientException unreachable) {
            LOG.debug("The probes could not be read", unreachable);
          }
        },
        EVERY.toMillis(),
        EVERY.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Takes the probes away and stops looking. */
  @Override
  public void close() {
    watch.shutdownNow();
    remove();
  }

  /** Takes the probes away, as far as that can be done. */
  void remove() {
    for (HasMetadata object : probes) {
      try {
        // At once: the server's own default for ReplicationControllers waits for the collector.
        client.resource(object).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
      } catch (KubernetesClientException failure) {
        LOG.warn(
            "The probe {} {} could not be removed: {}",
            object.getKind(),
            object.getMetadata().getName(),
            failure.getMessage());
      }
    }
  }

  /** The kind that a native controller has reconciled; a probe that has vanished is replaced. */
  private Optional<String> active() {
    for (HasMetadata object : probes) {
      HasMetadata found = client.resource(object).get();
      if (found == null) {
        client.resource(object).create();
      } else if (observed(found)) {
        return Optional.of(object.getKind());
      }
    }
    return Optional.empty();
  }

  private static boolean observed(HasMetadata object) {
    Long generation = null;
    if (object instanceof Deployment deployment && deployment.getStatus() != null) {
      generation = deployment.getStatus().getObservedGeneration();
    } else if (object instanceof ReplicaSet set && set.getStatus() != null) {
      generation = set.getStatus().getObservedGeneration();
    } else if (object instanceof ReplicationController rc && rc.getStatus() != null) {
      generation = rc.getStatus().getObservedGeneration();
    }
    return generation != null && generation > 0;
  }

  /** Operators that serve different namespaces do not get in each other's way. */
  private static String name(Set<String> served) {
    return served.isEmpty()
        ? "miniworks-probe"
        : "miniworks-probe-" + Integer.toHexString(new TreeSet<>(served).hashCode());
  }

  private static List<HasMetadata> objects(String namespace, String name) {
    Map<String, String> labels = Map.of(Labels.PROBE, "true");
    ObjectMeta meta =
        new ObjectMetaBuilder().withNamespace(namespace).withName(name).withLabels(labels).build();
    PodTemplateSpec template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("none")
            .withImage("none")
            .endContainer()
            .endSpec()
            .build();
    return List.of(
        new DeploymentBuilder()
            .withMetadata(meta)
            .withNewSpec()
            .withReplicas(0)
            .withPaused(true)
            .withNewSelector()
            .withMatchLabels(labels)
            .endSelector()
            .withTemplate(template)
            .endSpec()
            .build(),
        new ReplicaSetBuilder()
            .withMetadata(meta)
            .withNewSpec()
            .withReplicas(0)
            .withNewSelector()
            .withMatchLabels(labels)
            .endSelector()
            .withTemplate(template)
            .endSpec()
            .build(),
        new ReplicationControllerBuilder()
            .withMetadata(meta)
            .withNewSpec()
            .withReplicas(0)
            .withSelector(labels)
            .withTemplate(template)
            .endSpec()
            .build());
  }
}
