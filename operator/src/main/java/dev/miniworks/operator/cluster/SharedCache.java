package dev.miniworks.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The one cache of a kind: one informer for the cluster, or one for each chosen namespace, behind
 * one face. Every controller that reads the kind reads it here.
 *
 * <p>The first list is a consistent one (it is paginated, which rules the API server's own cache
 * out), so that whoever starts a cache after gaining leadership decides on nothing stale.
 *
 * @param <T> the kind's Java type; cached objects are shared and must not be changed
 */
public final class SharedCache<T extends HasMetadata> implements Freshness {

  private static final long PAGE = 500;
  private static final String ALL = "";

  private final Class<T> type;
  private final Map<String, SharedIndexInformer<T>> informers = new LinkedHashMap<>();

  /**
   * @param namespaces the namespaces to watch; empty for the whole cluster
   */
  public SharedCache(KubernetesClient client, Class<T> type, Set<String> namespaces) {
    this.type = type;
    var resources = client.resources(type);
    if (namespaces.isEmpty()) {
      informers.put(ALL, resources.inAnyNamespace().withLimit(PAGE).runnableInformer(0));
    }
    for (String namespace : namespaces) {
      informers.put(
          namespace, resources.inNamespace(namespace).withLimit(PAGE).runnableInformer(0));
    }
    // A watch that breaks is established again for as long as the process lives.
    informers
        .values()
        .forEach(
            informer ->
                informer.exceptionHandler(
                    (started, failure) -> started || failure instanceof WatcherException));
  }

  /** Adds an index; only before {@link #start()}. */
  public SharedCache<T> index(String name, Function<T, List<String>> keys) {
    informers.values().forEach(informer -> informer.addIndexers(Map.of(name, keys)));
    return this;
  }

  /** Adds a listener for changes; handlers must not block. */
  public void listen(ResourceEventHandler<T> handler) {
    informers.values().forEach(informer -> informer.addEventHandler(handler));
  }

  /**
   * Starts every informer.
   *
   * @return done when all have their first list, failed when one could not get it
   */
  public CompletableFuture<Void> start() {
    return CompletableFuture.allOf(
        informers.values().stream()
            .map(informer -> informer.start().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** Stops every informer. */
  public void stop() {
    informers.values().forEach(SharedIndexInformer::stop);
  }

  /** Whether every watch is up. */
  public boolean watching() {
    return informers.values().stream().allMatch(SharedIndexInformer::isWatching);
  }

  /** The kind's Java type. */
  public Class<T> type() {
    return type;
  }

  /** The objects under a key of an index. */
  public List<T> byIndex(String name, String key) {
    if (informers.size() == 1) {
      return informers.values().iterator().next().getIndexer().byIndex(name, key);
    }
    List<T> found = new ArrayList<>();
    informers.values().forEach(informer -> found.addAll(informer.getIndexer().byIndex(name, key)));
    return found;
  }

  /** The object of this name, if it is cached. */
  public Optional<T> get(String namespace, String name) {
    return informer(namespace)
        .map(informer -> informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
  }

  /** The objects in a namespace. */
  public List<T> inNamespace(String namespace) {
    return informer(namespace)
        .map(informer -> informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace))
        .orElse(List.of());
  }

  /** The informer notes a version after it has stored the object: a true answer is never early. */
  @Override
  public boolean reached(String namespace, long version) {
    return informer(namespace)
        .map(SharedIndexInformer::lastSyncResourceVersion)
        .map(ResourceVersions::parse)
        .map(seen -> seen >= version)
        .orElse(true);
  }

  @Override
  public String toString() {
    return "cache of " + type.getSimpleName();
  }

  private Optional<SharedIndexInformer<T>> informer(String namespace) {
    return Optional.ofNullable(informers.getOrDefault(ALL, informers.get(namespace)));
  }
}
