package dev.miniworks.suite;

import dev.miniworks.suite.report.Result;
import dev.miniworks.suite.report.Result.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Finds scenarios and runs them, many at a time: first those that the arena serves, then, with that
 * service withdrawn, those that bring operators of their own.
 */
public final class Suite {

  static final String STORE = "dev.miniworks.suite";

  private final String scenarios;
  private final Selection selection;
  private final int parallelism;

  /**
   * The scenarios that the selection lets through, so many at the same time.
   *
   * @param scenarios the package that holds them
   */
  public Suite(String scenarios, Selection selection, int parallelism) {
    this.scenarios = scenarios;
    this.selection = selection;
    this.parallelism = parallelism;
  }

  /** The scenarios, by id. */
  public List<Scenario> scenarios() {
    try (var session = LauncherFactory.openSession()) {
      var plan = session.getLauncher().discover(request(parallelism, method -> true));
      return plan.getRoots().stream()
          .flatMap(root -> plan.getDescendants(root).stream())
          .flatMap(test -> scenario(test.getSource()).stream())
          .sorted(Comparator.comparing(Scenario::id))
          .toList();
    }
  }

  /**
   * Runs the scenarios in the arena.
   *
   * @param progress is told each result as it comes, one at a time
   * @return the results, by id
   */
  public List<Result> run(Arena arena, Consumer<Result> progress) {
    var collector = new Collector(progress, Clock.systemUTC());
    try (var session = LauncherFactory.openSession()) {
      session.getStore().put(Namespace.create(STORE), Arena.class, arena);
      var launcher = session.getLauncher();
      var served = launcher.discover(request(parallelism, method -> !bringsOperators(method)));
      if (served.containsTests()) {
        arena.serve();
        launcher.execute(served, collector);
        arena.withdraw();
      }
      var others = launcher.discover(request(fewer(), Suite::bringsOperators));
      if (others.containsTests()) {
        launcher.execute(others, collector);
      }
    }
    return collector.results();
  }

  /** A starting operator keeps a processor busy for seconds. */
  private int fewer() {
    return Math.min(parallelism, Runtime.getRuntime().availableProcessors());
  }

  private static boolean bringsOperators(MethodSource method) {
    return method.getJavaClass().isAnnotationPresent(BringsOperators.class);
  }

  private LauncherDiscoveryRequest request(int parallelism, Predicate<MethodSource> which) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectPackage(scenarios))
        .filters((PostDiscoveryFilter) test -> filter(test, which))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter(
            "junit.jupiter.execution.parallel.config.executor-service", "worker_thread_pool")
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter(
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter(
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            Integer.toString(parallelism))
        .build();
  }

  private FilterResult filter(TestDescriptor test, Predicate<MethodSource> which) {
    return FilterResult.includedIf(
        scenario(test.getSource())
            .map(
                scenario ->
                    selection.includes(scenario.id())
                        && method(test.getSource()).filter(which).isPresent())
            .orElse(!test.isTest()));
  }

  private static Optional<Scenario> scenario(Optional<TestSource> source) {
    return method(source)
        .flatMap(
            method -> AnnotationSupport.findAnnotation(method.getJavaMethod(), Scenario.class));
  }

  private static Optional<MethodSource> method(Optional<TestSource> source) {
    return source.filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
  }

  /** Turns what the platform reports into results. */
  private static final class Collector implements TestExecutionListener {

    private final Consumer<Result> progress;
    private final Clock clock;
    private final Map<String, Instant> started = new ConcurrentHashMap<>();
    private final List<Result> results = new ArrayList<>();

    Collector(Consumer<Result> progress, Clock clock) {
      this.progress = progress;
      this.clock = clock;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      started.put(test.getUniqueId(), clock.instant());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      add(test, Verdict.SKIP, Optional.of(reason), Optional.empty());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult outcome) {
      var verdict =
          switch (outcome.getStatus()) {
            case SUCCESSFUL -> Verdict.PASS;
            case ABORTED, FAILED -> Verdict.FAIL;
          };
      add(test, verdict, Optional.empty(), outcome.getThrowable());
    }

    private synchronized void add(
        TestIdentifier test,
        Verdict verdict,
        Optional<String> reason,
        Optional<Throwable> failure) {
      scenario(test.getSource())
          .ifPresent(
              scenario -> {
                var source = (MethodSource) test.getSource().orElseThrow();
                var now = clock.instant();
                var result =
                    new Result(
                        scenario.id(),
                        source.getJavaClass().getSimpleName(),
                        verdict,
                        Duration.between(started.getOrDefault(test.getUniqueId(), now), now),
                        reason,
                        failure);
                results.add(result);
                progress.accept(result);
              });
    }

    synchronized List<Result> results() {
      return results.stream().sorted(Comparator.comparing(Result::id)).toList();
    }
  }
}
