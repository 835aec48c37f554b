package dev.miniworks.suite.cluster;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
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
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The operator as a process of its own, as its image runs it. */
public final class OperatorUnderTest implements AutoCloseable {

  private static final String MAIN = "dev.miniworks.operator.app.OperatorCommand";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Process process;
  private final int healthPort;
  private final Path log;

  private OperatorUnderTest(Process process, int healthPort, Path log) {
    this.process = process;
    this.healthPort = healthPort;
    this.log = log;
  }

  /**
   * Starts it; it is not ready yet.
   *
   * @param log takes its output, after what is there already
   * @throws ClusterUnavailable when it cannot be started
   */
  public static OperatorUnderTest launch(Path kubeconfig, Path log, List<String> options) {
    try {
      var port = freePort();
      var own =
          List.of(
              "--kubeconfig",
              kubeconfig.toString(),
              "--own-namespace",
              Installation.NAMESPACE,
              "--health-port",
              Integer.toString(port));
      var process =
          new ProcessBuilder(command(Stream.concat(own.stream(), options.stream())))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
      return new OperatorUnderTest(process, port, log);
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot start the operator", e);
    }
  }

  /**
   * How an operator ended that could not start.
   *
   * @param errors what it wrote on its error output
   */
  public record Ended(int exitCode, String output, String errors) {}

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
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/readyz".formatted(healthPort)))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
