package dev.miniworks.suite.cluster;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The operator as a process of its own, as its image runs it. */
public final class OperatorUnderTest implements AutoCloseable {

  private static final String MAIN = "dev.miniworks.operator.app.OperatorCommand";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);

  private static final Pattern ADDRESS = Pattern.compile("Health and metrics on (\\S+)");

  private final Process process;
  private final Path log;
  private final int logBegin;

  private OperatorUnderTest(Process process, Path log, int logBegin) {
    this.process = process;
    this.log = log;
    this.logBegin = logBegin;
  }

  /**
   * Starts it; it is not ready yet.
   *
   * @param log takes its output, after what is there already
   * @throws ClusterUnavailable when it cannot be started
   */
  public static OperatorUnderTest launch(Path kubeconfig, Path log, List<String> options) {
    try {
      var logBegin = Files.exists(log) ? Files.readString(log).length() : 0;
      var own =
          List.of(
              "--kubeconfig",
              kubeconfig.toString(),
              "--own-namespace",
              Installation.NAMESPACE,
              "--health-port",
              "0");
      var process =
          new ProcessBuilder(command(Stream.concat(own.stream(), options.stream())))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
      return new OperatorUnderTest(process, log, logBegin);
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot start the operator", e);
    }
  }

  /**
   * How an operator ended that could not start.
   *
   * @param errors what it wrote on its error output
   */
  public record Ended(int exitCode, String output, String errors) {

    /**
     * Why it ended, in its own words.
     *
     * @throws AssertionError when it did not put that in one line, the last
     */
    public String complaint() {
      var lines = errors.strip().lines().toList();
      var complaints = lines.stream().filter(line -> line.contains("ERROR")).toList();
      if (complaints.size() != 1 || !complaints.get(0).equals(lines.get(lines.size() - 1))) {
        throw new AssertionError("not one last line that says why:\n" + errors);
      }
      return complaints.get(0);
    }
  }

  /**
   * Starts an operator that is expected to end by itself, with these options alone.
   *
   * @param environment replaces and adds variables of its environment
   * @throws AssertionError when it goes on
   * @throws ClusterUnavailable when it cannot be started
   */
  public static Ended attempt(List<String> options, Map<String, String> environment) {
    try {
      var output = Files.createTempFile("operator", ".out");
      var errors = Files.createTempFile("operator", ".err");
      try {
        var builder =
            new ProcessBuilder(command(options.stream()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError("the operator goes on:\n" + Files.readString(errors));
        }
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot start the operator", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterUnavailable("interrupted while an operator started", e);
    }
  }

  private static List<String> command(Stream<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    options.forEach(command::add);
    return command;
  }

  /** As this process was started, which is how the launcher starts an operator too. */
  private static List<String> jvmOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X"))
        .toList();
  }

  /**
   * Waits until it says that it is ready.
   *
   * @throws ClusterUnavailable when it ends instead, or takes too long
   */
  public void awaitReady() {
    var http = HttpClient.newHttpClient();
    try {
      Awaitility.await()
          .atMost(START)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !process.isAlive() || ready(http));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new ClusterUnavailable("the operator is not ready; its log: " + log, e);
    }
    requireAlive();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /**
   * Checks that it has not ended.
   *
   * @throws ClusterUnavailable when it has
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new ClusterUnavailable(
          "the operator ended with exit code %d; its log: %s".formatted(process.exitValue(), log));
    }
  }

  private boolean ready(HttpClient http) throws InterruptedException {
    try {
      var address = ADDRESS.matcher(Files.readString(log).substring(logBegin));
      return address.find() && answers(http, URI.create(address.group(1) + "/readyz"));
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean answers(HttpClient http, URI uri)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  /** Kills it on the spot: no handler runs, no request is finished. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Calls this with its exit code once it has ended, for whatever reason. */
  public void onEnd(IntConsumer then) {
    process.onExit().thenAccept(ended -> then.accept(ended.exitValue()));
  }

  /** Stops it as a cluster would: asks, and waits for the end. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
