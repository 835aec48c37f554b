package dev.miniworks.operator.app;

import dev.miniworks.operator.workload.Labels;
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
 * too.
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
   * @param wait how long native controllers get to show themselves
   * @throws StartupException when one did
   */
  static NativeProbe start(
      KubernetesClient client, String namespace, String identity, Duration wait) {
    NativeProbe probe = new NativeProbe(client, objects(namespace, identity));
    try {
      probe.probes.forEach(object -> client.resource(object).create());
      long until = System.nanoTime() + wait.toNanos();
      while (System.nanoTime() < until) {
        Optional<String> active = probe.active();
        if (active.isPresent()) {
          throw new StartupException(
              ExitCode.NATIVE_CONTROLLERS_ACTIVE,
              "The cluster's own controller reconciles "
                  + active.get()
                  + " objects. Switch it off first: kube-controller-manager --controllers="
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

  /** Goes on looking. @param alarm told the kind that a native controller has begun to reconcile */
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

  /** Takes the probes away. */
  @Override
  public void close() {
    watch.shutdownNow();
    for (HasMetadata object : probes) {
      try {
        client.resource(object).delete();
      } catch (KubernetesClientException failure) {
        LOG.warn(
            "The probe {} {} could not be removed: {}",
            object.getKind(),
            object.getMetadata().getName(),
            failure.getMessage());
      }
    }
  }

  private Optional<String> active() {
    return probes.stream()
        .filter(object -> observed(client.resource(object).get()))
        .map(HasMetadata::getKind)
        .findFirst();
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

  private static List<HasMetadata> objects(String namespace, String identity) {
    Map<String, String> labels = Map.of(Labels.PROBE, "true");
    ObjectMeta meta =
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName("miniworks-probe-" + Integer.toHexString(identity.hashCode()))
            .withLabels(labels)
            .build();
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
