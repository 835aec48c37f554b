package dev.miniworks.operator.app;

import dev.miniworks.operator.app.ManagementServer.Page;
import dev.miniworks.operator.cluster.Cluster;
import dev.miniworks.operator.deployment.DeploymentReconciler;
import dev.miniworks.operator.kinds.DeploymentKind;
import dev.miniworks.operator.kinds.Family;
import dev.miniworks.operator.kinds.ReplicaSetKind;
import dev.miniworks.operator.replicaset.ReplicaSetReconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.BaseConfigurationService;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator from start to end: preflight, leadership, caches, controllers; and the same
 * backwards.
 *
 * <p>A standby holds no cache. Whoever gains leadership lists everything afresh and consistently
 * before its first write, so that it decides on nothing its predecessor has changed.
 */
public final class OperatorInstance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorInstance.class);
  private static final Duration CACHE_SYNC = Duration.ofMinutes(2);

  /**
   * Reconcilers change nothing that they are given; a copy of it at every pass costs more than they
   * do.
   */
  private static final Cloner AS_IT_IS =
      new Cloner() {
        @Override
        public <R extends HasMetadata> R clone(R resource) {
          return resource;
        }
      };

  private final OperatorOptions options;
  private final Consumer<ExitCode> halt;
  private final OperatorMetrics metrics = new OperatorMetrics();

  /** What has to be undone at the end, newest first. */
  private final Deque<Runnable> undo = new ArrayDeque<>();

  private volatile boolean stopping;
  private volatile String state = "starting";
  private volatile boolean ready;
  private volatile boolean givingWay;
  private volatile Optional<Cluster> cluster = Optional.empty();

  /**
   * An operator that is yet to be started.
   *
   * @param halt ends whatever it runs in, at once and without another write; it is called when
   *     going on would do harm
   */
  public OperatorInstance(OperatorOptions options, Consumer<ExitCode> halt) {
    this.options = options;
    this.halt = halt;
  }

  /**
   * Starts it; returns once it works, or leads if it has to.
   *
   * @throws StartupException when it cannot start; what was begun is undone
   */
  public void start() throws InterruptedException {
    try {
      begin();
    } catch (RuntimeException | InterruptedException failure) {
      // Only what was still starting fails for being stopped.
      stopping = true;
      undoAll();
      throw failure;
    }
  }

  private void begin() throws InterruptedException {
    LOG.info(
        "Miniworks: family {}, namespaces {}, {} requests in flight at most, {} a second",
        options.family(),
        options.namespaces().isEmpty() ? "all" : options.namespaces(),
        options.limits().inFlight(),
        options.limits().qps() > 0 ? options.limits().qps() : "no bound");
    ManagementServer management =
        new ManagementServer(
            options.bindAddress(),
            options.healthPort(),
            Map.of(
                "/livez",
                () -> Page.ok("ok\n"),
                "/readyz",
                this::readiness,
                "/metrics",
                () -> Page.ok(metrics.scrape())));
    undo.push(management::close);
    LOG.info("Health and metrics on {}", management.url());
    KubernetesClient client = client(Duration.ofSeconds(30));
    undo.push(client::close);
    Preflight.check(client, options);
    BooleanSupplier leading = lead();
    if (options.family() == Family.NATIVE) {
      state = "probing for native controllers";
      NativeProbe probe =
          NativeProbe.start(
              client, options.ownNamespace(), options.namespaces(), options.probeWait());
      undo.push(probe::close);
      probe.keepWatching(kind -> giveWay(probe, kind));
    }
    startControllers(client, leading);
    state = "ok";
    ready = true;
    LOG.info("Ready");
  }

  /** Waits until this instance leads, if it has to. @return whether it may write at a moment */
  private BooleanSupplier lead() throws InterruptedException {
    if (!options.leaderElection()) {
      return () -> true;
    }
    Leadership leadership =
        new Leadership(
            client(Duration.ofSeconds(4)),
            options.ownNamespace(),
            options.identity(),
            () -> halt(ExitCode.LEADERSHIP_LOST, "Leadership is lost: ending at once."));
    undo.push(leadership::release);
    state = "standing by";
    ready = true;
    LOG.info("Waiting for leadership as {}", options.identity());
    try {
      leadership.compete().get();
    } catch (ExecutionException failure) {
      throw new StartupException(
          ExitCode.FAILED, "Leader election failed: " + failure.getCause(), failure);
    }
    ready = false;
    return leadership::certain;
  }

  private void startControllers(KubernetesClient client, BooleanSupplier leading)
      throws InterruptedException {
    state = "filling caches";
    Cluster shared =
        new Cluster(
            client,
            options.namespaces(),
            options.limits(),
            () -> !givingWay && leading.getAsBoolean(),
            options.identity(),
            Clock.systemUTC(),
            metrics::request,
            new SplittableRandom());
    cluster = Optional.of(shared);
    undo.push(shared::close);
    Operator operator = new Operator(configuration(client, shared));
    switch (options.family()) {
      case MINI -> {
        registerSets(operator, ReplicaSetKind.MINI, shared);
        registerDeployments(operator, DeploymentKind.MINI, shared);
      }
      case NATIVE -> {
        registerSets(operator, ReplicaSetKind.NATIVE, shared);
        registerSets(operator, ReplicaSetKind.REPLICATION_CONTROLLER, shared);
        registerDeployments(operator, DeploymentKind.NATIVE, shared);
      }
    }
    try {
      shared.start().get(CACHE_SYNC.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new StartupException(
          ExitCode.UNREACHABLE, "The caches could not be filled: " + failure, failure);
    }
    operator.start();
    undo.push(operator::stop);
  }

  private <T extends HasMetadata> void registerSets(
      Operator operator, ReplicaSetKind<T> kind, Cluster shared) {
    ReplicaSetReconciler<T> reconciler = new ReplicaSetReconciler<>(kind, shared);
    register(operator, reconciler, kind.type(), kind.controller(), reconciler::concerns);
  }

  private <D extends HasMetadata, S extends HasMetadata> void registerDeployments(
      Operator operator, DeploymentKind<D, S> kind, Cluster shared) {
    DeploymentReconciler<D, S> reconciler = new DeploymentReconciler<>(kind, shared);
    register(operator, reconciler, kind.type(), kind.controller(), reconciler::concerns);
  }

  private <P extends HasMetadata> void register(
      Operator operator,
      Reconciler<P> reconciler,
      Class<P> type,
      String name,
      Predicate<P> concerns) {
    InformerConfiguration<P>.Builder informer = InformerConfiguration.builder(type);
    if (options.namespaces().isEmpty()) {
      informer.withWatchAllNamespaces();
    } else {
      informer.withNamespaces(options.namespaces());
    }
    informer
        .withInformerListLimit(500L)
        .withOnUpdateFilter((after, before) -> concerns.test(after));
    operator.register(
        reconciler,
        new ResolvedControllerConfiguration<>(
            name,
            false,
            reconciler.getClass().getName(),
            new GenericRetry().setInitialInterval(1000).setMaxInterval(60_000).withoutMaxAttempts(),
            new LinearRateLimiter(),
            Duration.ofMinutes(10),
            null,
            Map.of(),
            "miniworks",
            operator.getConfigurationService(),
            informer.buildForController(),
            true,
            null));
  }

  private ConfigurationService configuration(KubernetesClient client, Cluster shared) {
    return ConfigurationService.newOverriddenConfigurationService(
        new BaseConfigurationService(),
        overrider ->
            overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .checkingCRDAndValidateLocalModel(false)
                .withConcurrentReconciliationThreads(options.reconcilers())
                .withConcurrentWorkflowExecutorThreads(1)
                .withReconciliationTerminationTimeout(options.shutdownTimeout())
                .withCacheSyncTimeout(CACHE_SYNC)
                .withUseSSAToPatchPrimaryResource(false)
                .withMetrics(new AggregatedMetrics(List.of(metrics, shared.successors())))
                .withResourceCloner(AS_IT_IS)
                .withInformerStoppedHandler(
                    (informer, failure) -> {
                      if (!stopping && failure != null) {
                        halt(ExitCode.FAILED, "A watch ended for good: " + failure);
                      }
                    }));
  }

  private KubernetesClient client(Duration timeout) {
    return Connection.client(options.kubeconfig(), timeout);
  }

  private Page readiness() {
    if (!ready || stopping) {
      return Page.unavailable((stopping ? "stopping" : state) + "\n");
    }
    boolean watching = cluster.map(Cluster::watching).orElse(true);
    return watching ? Page.ok(state + "\n") : Page.unavailable("a watch is down\n");
  }

  /** Undoes whatever was started, work in progress first. */
  @Override
  public void close() {
    if (!stopping) {
      LOG.info("Stopping");
    }
    stopping = true;
    undoAll();
    metrics.close();
  }

  private synchronized void undoAll() {
    while (!undo.isEmpty()) {
      try {
        undo.pop().run();
      } catch (RuntimeException failure) {
        LOG.warn("While stopping: {}", failure.toString());
      }
    }
  }

  /** Leaves the built-in kinds to the cluster's own controllers: from now on none is written. */
  private void giveWay(NativeProbe probe, String kind) {
    givingWay = true;
    probe.remove();
    halt(
        ExitCode.NATIVE_CONTROLLERS_ACTIVE,
        "The cluster's own controllers run: one has begun to reconcile a "
            + kind
            + ". Leaving the built-in kinds to them.");
  }

  /** Ends without another write. */
  private void halt(ExitCode code, String message) {
    if (!stopping) {
      LOG.error(message);
      halt.accept(code);
    }
  }
}
