package dev.miniworks.bench;

import dev.miniworks.suite.cluster.Installation;
import dev.miniworks.suite.cluster.OperatorUnderTest;
import dev.miniworks.suite.subject.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Lets the contenders run one after another on one control plane. */
public final class Benchmark {

  private static final int WARM_UP_REPLICAS = 50;

  /** The operator without limits, and like the controller manager here without leader election. */
  private static final List<String> OPERATOR_OPTIONS =
      List.of("--api-qps", "0", "--leader-elect=false", "--probe-wait", "2");

  /** The audit log is what is measured by; without its limits the scheduler is not what is. */
  private static final Map<String, String> CONTROL_PLANE =
      Map.of("AUDIT", "1", "SCHEDULER_ARGS", String.join(" ", Lab.LIFTED_LIMITS));

  private final Settings settings;
  private final Path home;
  private final Path report;
  private final Consumer<String> progress;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param home the folder of the project
   * @param report takes the control plane's directory and the operator's log
   * @param progress is told what happens, a line at a time
   */
  public Benchmark(Settings settings, Path home, Path report, Consumer<String> progress) {
    this.settings = settings;
    this.home = home;
    this.report = report;
    this.progress = progress;
  }

  /**
   * Measures; leaves no process behind, also when the JVM is told to stop.
   *
   * @throws dev.miniworks.suite.cluster.ClusterUnavailable when something does not start
   * @throws MeasurementFailed when a contender does not finish
   */
  public Results run() throws IOException, InterruptedException {
    Files.createDirectories(report);
    try (var cleanUp = new CleanUp()) {
      var lab = Lab.start(home, report.resolve("cluster"), cleanUp, CONTROL_PLANE);
      try (var client = lab.client()) {
        return new Runner(lab, client, cleanUp).run();
      }
    }
  }

  /** A run on a control plane that is there. */
  private final class Runner {

    private final Lab lab;
    private final KubernetesClient client;
    private final CleanUp cleanUp;

    Runner(Lab lab, KubernetesClient client, CleanUp cleanUp) {
      this.lab = lab;
      this.client = client;
      this.cleanUp = cleanUp;
    }

    Results run() throws InterruptedException {
      var machine = Machine.here(client.getKubernetesVersion().getGitVersion());
      var date = clock.instant().truncatedTo(ChronoUnit.MINUTES).toString();
      warmUp();
      var passes = new ArrayList<PassFigures>();
      for (var run = 1; run <= settings.runs(); run++) {
        for (var contender : settings.contenders()) {
          passes.addAll(coldAndWarm(contender, run));
        }
      }
      return new Results(date, machine, settings, passes);
    }

    /** So that the first contender meets neither a cold API server nor a cold benchmark. */
    private void warmUp() throws InterruptedException {
      progress.accept("warming up the control plane");
      var few = Math.min(WARM_UP_REPLICAS, settings.replicas());
      var small = new Settings(List.of(), few, 1, 0, Math.min(few, settings.replacements()));
      lab.restartControllerManager(Contender.NATIVE.controllerManagerFlags());
      for (var contender : List.of(Contender.FLOOR, Contender.NATIVE)) {
        new Pass(lab, client, clock, contender, OptionalLong.empty(), small)
            .run("warm-up-" + contender.label(), Warmth.WARM);
      }
    }

    private List<PassFigures> coldAndWarm(Contender contender, int run)
        throws InterruptedException {
      lab.restartControllerManager(contender.controllerManagerFlags());
      if (!contender.runsOperator()) {
        return passes(
            contender,
            run,
            contender == Contender.FLOOR ? OptionalLong.empty() : OptionalLong.of(lab.pid("kcm")));
      }
      var operator = startOperator(contender.subject().orElseThrow());
      try (var running = cleanUp.push(operator::close)) {
        operator.awaitReady();
        return passes(contender, run, OptionalLong.of(operator.pid()));
      } catch (InterruptedException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private OperatorUnderTest startOperator(Subject subject) {
      var family = subject.operatorFamily();
      var installation = new Installation(client, home, family);
      installation.apply();
      var kubeconfig = report.resolve("operator.kubeconfig");
      installation.writeKubeconfig(kubeconfig, client.getMasterUrl().toString());
      var options = new ArrayList<>(List.of("--family", family));
      options.addAll(OPERATOR_OPTIONS);
      return OperatorUnderTest.launch(kubeconfig, report.resolve("operator.log"), options);
    }

    private List<PassFigures> passes(Contender contender, int run, OptionalLong controller)
        throws InterruptedException {
      var pass = new Pass(lab, client, clock, contender, controller, settings);
      var passes = new ArrayList<PassFigures>();
      for (var warmth : Warmth.values()) {
        progress.accept(
            "run %d of %d: %s, %s"
                .formatted(run, settings.runs(), contender.label(), warmth.label()));
        var namespace = "%s-%d-%s".formatted(contender.label(), run, warmth.label());
        passes.add(new PassFigures(contender, run, warmth, pass.run(namespace, warmth)));
      }
      return passes;
    }
  }
}
