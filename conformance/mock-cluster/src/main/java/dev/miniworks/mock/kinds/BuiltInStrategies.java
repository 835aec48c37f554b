package dev.miniworks.mock.kinds;

import static java.util.Map.entry;

import dev.miniworks.mock.api.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The strategies of the built-in kinds. */
public final class BuiltInStrategies {

  private final Map<String, Strategy> strategies;

  private BuiltInStrategies(final Map<String, Strategy> strategies) {
    this.strategies = strategies;
  }

  /** Reads the structures of all kinds. */
  public static BuiltInStrategies load() {
    final Map<String, KindRules> rules = rules();
    final Map<String, Strategy> strategies = new LinkedHashMap<>();
    Structures.load()
        .forEach(
            (kind, structure) ->
                strategies.put(
                    kind,
                    new BuiltInStrategy(structure, rules.getOrDefault(kind, KindRules.PLAIN))));
    return new BuiltInStrategies(strategies);
  }

  private static Map<String, KindRules> rules() {
    return Map.ofEntries(
        entry("pods", new PodRules()),
        entry("podtemplates", new PodTemplateRules()),
        entry("replicationcontrollers", new ReplicationControllerRules()),
        entry("replicasets.apps", new ReplicaSetRules()),
        entry("deployments.apps", new DeploymentRules()),
        entry("statefulsets.apps", new StatefulSetRules()),
        entry("daemonsets.apps", new DaemonSetRules()),
        entry("jobs.batch", new JobRules()),
        entry("cronjobs.batch", new CronJobRules()),
        entry("horizontalpodautoscalers.autoscaling", new HorizontalPodAutoscalerRules()),
        entry("services", new ServiceRules()),
        entry("configmaps", new ConfigMapRules()),
        entry("secrets", new SecretRules()),
        entry("events", new EventRules()),
        entry("namespaces", new NamespaceRules()),
        entry("nodes", new NodeRules()),
        entry("leases.coordination.k8s.io", new LeaseRules()),
        entry("resourcequotas", new ResourceQuotaRules()),
        entry("poddisruptionbudgets.policy", new PodDisruptionBudgetRules()),
        entry("endpointslices.discovery.k8s.io", new EndpointSliceRules()),
        entry("persistentvolumeclaims", new PersistentVolumeClaimRules()),
        entry("ingresses.networking.k8s.io", WithStatus.ONLY),
        entry("persistentvolumes", WithStatus.ONLY));
  }

  /**
   * The strategy of a kind.
   *
   * @param pluralAndGroup such as {@code deployments.apps}; without a dot for the core group
   */
  public Optional<Strategy> of(final String pluralAndGroup) {
    return Optional.ofNullable(strategies.get(pluralAndGroup));
  }

  /** All of them, by plural and group. */
  public Map<String, Strategy> all() {
    return Map.copyOf(strategies);
  }
}
