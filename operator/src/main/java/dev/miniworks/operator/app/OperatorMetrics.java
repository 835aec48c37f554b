package dev.miniworks.operator.app;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the operator counts. Labels name controllers, verbs and resources, never single objects:
 * their number would grow with the cluster.
 */
final class OperatorMetrics implements Metrics, AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final BiConsumer<String, ResourceID> closed;

  /**
   * @param closed told of every deleted resource whose books the SDK has closed, with the name of
   *     the controller; the SDK says so to its metrics alone
   */
  OperatorMetrics(BiConsumer<String, ResourceID> closed) {
    this.closed = closed;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    garbage.bindTo(registry);
  }

  /** The text that Prometheus scrapes. */
  String scrape() {
    return registry.scrape();
  }

  /** Counts one request to the API server; code 0 stands for no answer. */
  void request(String verb, String resource, int code, Duration took) {
    Timer.builder("miniworks.api.requests")
        .description("Requests that write, or read for a write")
        .tag("verb", verb)
        .tag("resource", resource)
        .tag("code", Integer.toString(code))
        .register(registry)
        .record(took);
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    Timer.Sample sample = Timer.start(registry);
    String outcome = "error";
    try {
      T result = execution.execute();
      outcome = "ok";
      return result;
    } finally {
      sample.stop(
          Timer.builder("miniworks.reconciliations")
              .description("Passes of a controller over one resource")
              .tag("controller", execution.controllerName())
              .tag("outcome", outcome)
              .register(registry));
    }
  }

  @Override
  public void failedReconciliation(
      HasMetadata resource, Exception failure, Map<String, Object> metadata) {
    registry.counter("miniworks.bugs", "exception", failure.getClass().getSimpleName()).increment();
  }

  @Override
  public void cleanupDoneFor(ResourceID resource, Map<String, Object> metadata) {
    if (System.getenv("NOFIX") == null)
      closed.accept((String) metadata.get(Constants.CONTROLLER_NAME), resource);
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
