package dev.miniworks.operator.cluster;

import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.kinds.Metas;
import dev.miniworks.operator.kinds.ReplicaSetKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The cluster as controllers see it: what is shared between them, made once. The only package that
 * holds a client is this one.
 */
public final class Cluster implements AutoCloseable {

  /** Index of pods and sets: the UID of the controller. */
  public static final String BY_CONTROLLER = "controller";

  /** Index of pods and sets without a controller: the namespace. */
  public static final String ORPHANS = "orphans";

  private static final int EVENTS_IN_FLIGHT = 4;

  private final KubernetesClient client;
  private final Set<String> namespaces;
  private final Clock clock;
  private final Api api;
  private final WriteLog writes;
  private final EventRecorder events;
  private final TemplateJudge judge;
  private final Backoff backoff;
  private final Successors successors = new Successors();
  private final SharedCache<PodResource> pods;
  private final Map<Class<?>, SharedCache<?>> sets = new HashMap<>();
  private final RandomGenerator random;

  /**
   * @param namespaces the namespaces to serve; empty for all
   * @param limits what bounds the controllers' requests
   * @param mayWrite whether leadership is certain right now
   * @param instance names this process in events
   * @param observer told of every request
   */
  public Cluster(
      KubernetesClient client,
      Set<String> namespaces,
      Limits limits,
      BooleanSupplier mayWrite,
      String instance,
      Clock clock,
      Api.Observer observer,
      RandomGenerator random) {
    this.client = client;
    this.namespaces = Set.copyOf(namespaces);
    this.clock = clock;
    this.random = random;
    this.api =
        new Api(
            client, new Gate(limits.inFlight(), limits.qps(), limits.burst(), mayWrite), observer);
    this.writes = new WriteLog(clock);
    this.events =
        new EventRecorder(
            new Api(
                client,
                new Gate(EVENTS_IN_FLIGHT, limits.qps(), limits.burst(), mayWrite),
                observer),
            clock,
            instance);
    this.judge = new TemplateJudge(api, serialization());
    this.backoff = new Backoff(random);
    serialization().registerKubernetesResource("v1", "Pod", PodResource.class);
    this.pods = indexed(new SharedCache<>(client, PodResource.class, this.namespaces));
  }

  /**
   * Bounds on requests.
   *
   * @param inFlight under way at once; 64 measured best
   * @param qps a second over time; 0 for no bound
   * @param burst at once after a rest
   */
  public record Limits(int inFlight, double qps, int burst) {}

  /** The one cache of pods. */
  public SharedCache<PodResource> pods() {
    return pods;
  }

  /**
   * The one cache of a kind of set; made when it is first asked for, which must be before start.
   */
  @SuppressWarnings("unchecked") // keyed by the very class that types the cache
  public <T extends HasMetadata> SharedCache<T> sets(ReplicaSetKind<T> kind) {
    return (SharedCache<T>)
        sets.computeIfAbsent(
            kind.type(), type -> indexed(new SharedCache<>(client, kind.type(), namespaces)));
  }

  /** Starts every cache. @return done when all have their first list */
  public CompletableFuture<Void> start() {
    return CompletableFuture.allOf(
        caches().stream().map(SharedCache::start).toArray(CompletableFuture[]::new));
  }

  /** Whether every watch is up. */
  public boolean watching() {
    return caches().stream().allMatch(SharedCache::watching);
  }

  /** The clock decisions are made by. */
  public Clock clock() {
    return clock;
  }

  /** What was written for whom and is not in the caches yet. */
  public WriteLog writes() {
    return writes;
  }

  /** Records events. */
  public EventRecorder events() {
    return events;
  }

  /** Asks the API server about templates. */
  public TemplateJudge judge() {
    return judge;
  }

  /** Waits after failures. */
  public Backoff backoff() {
    return backoff;
  }

  /** Sees to resources that are made under the name of one just deleted. */
  public Successors successors() {
    return successors;
  }

  /** Adoption and release. */
  public Claims claims() {
    return new Claims(api, writes, serialization());
  }

  /** Creation and deletion of pods. */
  public PodControl podControl() {
    return new PodControl(api, pods, writes, events::record, random);
  }

  /** Creation, change and deletion of sets. */
  public SetControl setControl(ReplicaSetKind<?> kind) {
    return new SetControl(api, writes, kind, sets(kind));
  }

  /** Writes to the resources a controller is for. */
  public <T extends HasMetadata> PrimaryControl<T> primaryControl(ApiKind kind, Class<T> type) {
    return new PrimaryControl<>(api, serialization(), kind, type);
  }

  @Override
  public void close() {
    caches().forEach(SharedCache::stop);
    events.close();
  }

  private KubernetesSerialization serialization() {
    return client.getKubernetesSerialization();
  }

  private List<SharedCache<?>> caches() {
    List<SharedCache<?>> all = new ArrayList<>(sets.values());
    all.add(pods);
    return all;
  }

  private static <T extends HasMetadata> SharedCache<T> indexed(SharedCache<T> cache) {
    return cache
        .index(
            BY_CONTROLLER,
            object ->
                Metas.controller(object.getMetadata())
                    .map(controller -> List.of(controller.uid()))
                    .orElse(List.of()))
        .index(
            ORPHANS,
            object ->
                Metas.controller(object.getMetadata()).isPresent()
                    ? List.of()
                    : List.of(object.getMetadata().getNamespace()));
  }
}
