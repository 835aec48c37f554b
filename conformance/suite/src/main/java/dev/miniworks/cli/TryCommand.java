package dev.miniworks.cli;

import dev.miniworks.operator.app.StartupException;
import dev.miniworks.suite.cluster.ClusterUnavailable;
import dev.miniworks.tour.Lines;
import dev.miniworks.tour.Playground;
import dev.miniworks.tour.Screen;
import dev.miniworks.tour.Summary;
import dev.miniworks.tour.Terminal;
import dev.miniworks.tour.Terminal.Glyphs;
import dev.miniworks.tour.Tour;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code miniworks try}: a first look, with nothing but a JDK. */
@Command(
    name = "try",
    description =
        "Starts a mock cluster and the operator in this process, applies examples/, and carries a"
            + " rollout, a bad image and the way back through while you watch.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of it went as it should",
      "1:a step did not come to its end, or a rule was broken",
      "2:wrong usage",
      "3:the cluster or the operator did not start, or examples/ is missing"
    })
final class TryCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int UNAVAILABLE = 3;
  private static final int MOST_NODES = 1000;
  private static final int LAST_PORT = 65535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--keep",
      description = "Stay up afterwards, for kubectl; says how. Ctrl-C ends it.")
  private boolean keep;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "4",
      description = "Simulated nodes. Default: ${DEFAULT-VALUE}")
  private int nodes;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Of the API, on 127.0.0.1; 0 for any that is free. Default: ${DEFAULT-VALUE}")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    check();
    try {
      Tour.demand(examples());
      var directory = directory();
      LogFile.use(directory.resolve("operator.log"));
      try (var screen = screen()) {
        // A broken-off tour must not leave the terminal without its cursor.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(screen, directory), "leave"));
        return play(screen, directory);
      }
    } catch (StartupException | ClusterUnavailable | IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return UNAVAILABLE;
    }
  }

  private void check() {
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new ParameterException(
          spec.commandLine(), "--nodes must lie between 1 and " + MOST_NODES + ", not " + nodes);
    }
    if (port < 0 || port > LAST_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port must lie between 0 and " + LAST_PORT + ", not " + port);
    }
  }

  private static Path examples() {
    return Home.directory().resolve("examples");
  }

  /** A folder of its own for the log and the kubeconfigs. */
  private static Path directory() throws IOException {
    try {
      return Files.createTempDirectory("miniworks-try-");
    } catch (IOException e) {
      throw new IOException(
          "Cannot write to %s: name another folder by JDK_JAVA_OPTIONS=-Djava.io.tmpdir=DIR"
              .formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  private int play(Screen screen, Path directory) throws IOException, InterruptedException {
    var begin = System.nanoTime();
    try (var playground = Playground.open(Home.directory(), directory, nodes, port)) {
      screen.say(
          "A cluster of %d simulated nodes and the operator, in one process: up in %.1f s."
              .formatted(nodes, Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0));
      var outcome = new Tour(playground, screen).play(examples());
      screen.say("");
      screen.say(Summary.of(outcome).stripTrailing());
      screen.say("");
      if (keep) {
        stay(screen, directory);
      } else {
        screen.say("./miniworks try --keep leaves it up, for kubectl.");
      }
      return 0;
    } catch (AssertionError failure) {
      screen.say("");
      screen.say(failure.getMessage());
      screen.say("The operator's log:");
      screen.say(Files.readString(directory.resolve("operator.log")));
      return FAILED;
    }
  }

  private void stay(Screen screen, Path directory) throws InterruptedException {
    screen.say("It stays up until Ctrl-C. In another terminal:");
    screen.say("");
    screen.say("    export KUBECONFIG=" + Playground.adminKubeconfig(directory));
    screen.say("    kubectl get mdeploy,mrs,pods");
    screen.say("    kubectl scale minideployment web --replicas=5");
    screen.say("");
    screen.say("The operator's log: " + directory.resolve("operator.log"));
    screen.close();
    new CountDownLatch(1).await();
  }

  private Screen screen() {
    PrintWriter out = spec.commandLine().getOut();
    return Ansi.AUTO.enabled()
        ? new Terminal(out, unicode() ? Glyphs.UNICODE : Glyphs.ASCII)
        : new Lines(out);
  }

  private static boolean unicode() {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(System::getenv)
        .filter(Objects::nonNull)
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.toUpperCase(Locale.ROOT).replace("-", "").endsWith("UTF8"))
        .orElse(false);
  }

  private static void leave(Screen screen, Path directory) {
    screen.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // it lies where the system keeps what may go
      System.err.println("cannot remove " + directory + ": " + e.getMessage());
    }
  }
}
