package dev.miniworks.bench.api;

import dev.miniworks.bench.Machine;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Lets API servers run one after another, each in processes of its own and alone. */
public final class ApiBenchmark {

  /** What only the CRUD mock needs, beside the command line's own class path: see the pom. */
  private static final String CRUD_LIBRARIES = "conformance/suite/target/crud-mock/*";

  /** As tests run a mock, unless told otherwise. */
  private static final List<String> NO_FLAGS = List.of();

  private static final int STARTS = 5;
  private static final int REHEARSED_PODS = 2000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Contender> contenders;
  private final int pods;
  private final int runs;
  private final Path home;
  private final Path report;
  private final Consumer<String> progress;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param contenders in the order of their turns
   * @param pods how many are stored while a server is measured
   * @param runs how often each of them has its turn
   * @param home the folder of the project
   * @param report takes the control plane's directory and the servers' logs
   * @param progress is told what happens, a line at a time
   */
  public ApiBenchmark(
      List<Contender> contenders,
      int pods,
      int runs,
      Path home,
      Path report,
      Consumer<String> progress) {
    this.contenders = List.copyOf(contenders);
    this.pods = pods;
    this.runs = runs;
    this.home = home;
    this.report = report;
    this.progress = progress;
  }

  /**
   * Measures; leaves no process behind, also when the JVM is told to stop.
   *
   * @throws dev.miniworks.suite.cluster.ClusterUnavailable when a server does not start
   * @throws dev.miniworks.bench.MeasurementFailed when a server refuses what it should take
   */
  public ApiResults run() throws IOException, InterruptedException {
    Files.createDirectories(report);
    var date = clock.instant().truncatedTo(ChronoUnit.MINUTES).toString();
    var machine = Machine.here("unknown");
    progress.accept("rehearsing the client");
    try (var server = start(Contender.MOCK_TLS, "rehearsal", NO_FLAGS);
        var client = client(server)) {
      new Course(server, new Wire(client), REHEARSED_PODS).run();
    }
    var figures = new ArrayList<ServerFigures>();
    for (var run = 1; run <= runs; run++) {
      for (var contender : contenders) {
        progress.accept("run %d of %d: %s".formatted(run, runs, contender.title()));
        figures.add(measure(contender, run));
      }
    }
    var version =
        figures.stream()
            .filter(of -> of.contender() == Contender.REAL)
            .map(ServerFigures::version)
            .findFirst();
    return new ApiResults(date, version.map(machine::running).orElse(machine), pods, runs, figures);
  }

  private ServerFigures measure(Contender contender, int run)
      throws IOException, InterruptedException {
    var outcomes = new EnumMap<Row, Outcome>(Row.class);
    outcomes.putAll(starts(contender, run));
    try (var server = start(contender, contender.label() + "-" + run, NO_FLAGS);
        var client = client(server)) {
      var wire = new Wire(client);
      outcomes.putAll(new Course(server, wire, pods).run());
      return new ServerFigures(
          contender, client.getKubernetesVersion().getGitVersion(), outcomes, flaws(wire));
    }
  }

  private Map<Row, Outcome> starts(Contender contender, int run) throws IOException {
    List<Outcome> plain = new ArrayList<>();
    List<Outcome> lean = new ArrayList<>();
    List<Double> answered = new ArrayList<>();
    var starts = contender == Contender.REAL ? 1 : STARTS;
    for (var number = 1; number <= starts; number++) {
      var name = "%s-%d-start-%d".formatted(contender.label(), run, number);
      var begin = System.nanoTime();
      try (var server = start(contender, name, NO_FLAGS);
          var client = client(server)) {
        new Wire(client).answer(Wire.Call.get("version"));
        answered.add((System.nanoTime() - begin) / NANOS_PER_MILLI);
        plain.add(server.startMillis());
      }
      if (contender != Contender.REAL) {
        var flags = List.of("@" + home.resolve("operator/jvm.options"));
        try (var server = start(contender, name + "-lean", flags)) {
          lean.add(server.startMillis());
        }
      }
    }
    return Map.of(
        Row.START_ANSWER, Measurements.median(answered),
        Row.START_JVM, Outcome.median(plain),
        Row.START_LEAN, Outcome.median(lean.isEmpty() ? plain : lean));
  }

  private static Map<Ability, String> flaws(Wire wire) {
    var pods = new Pods("abilities");
    pods.open(wire);
    IntStream.range(0, Ability.PODS).forEach(number -> wire.answer(pods.create(number)));
    var flaws = new EnumMap<Ability, String>(Ability.class);
    for (var ability : Ability.values()) {
      ability.flaw(wire, pods).ifPresent(flaw -> flaws.put(ability, flaw));
    }
    return flaws;
  }

  private Server start(Contender contender, String name, List<String> flags) throws IOException {
    var log = report.resolve(name + ".log");
    return switch (contender) {
      case MOCK -> JavaServer.start(MockProgram.class, List.of("plain"), flags, classPath(), log);
      case MOCK_TLS -> JavaServer.start(MockProgram.class, List.of("tls"), flags, classPath(), log);
      case CRUD ->
          JavaServer.start(
              CrudProgram.class,
              List.of(),
              flags,
              classPath() + File.pathSeparator + home.resolve(CRUD_LIBRARIES),
              log);
      case REAL -> RealServer.start(home, report.resolve(name));
    };
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** Sends each request once: a failure is to be seen. */
  private static KubernetesClient client(Server server) {
    var config =
        new ConfigBuilder(server.config())
            .withRequestRetryBackoffLimit(0)
            .withMaxConcurrentRequests(64)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
