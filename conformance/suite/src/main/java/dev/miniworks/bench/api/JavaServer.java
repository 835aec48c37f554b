package dev.miniworks.bench.api;

import dev.miniworks.bench.ProcessUsage;
import dev.miniworks.suite.cluster.ClusterUnavailable;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that is a Java program: see {@link Hosted}. */
final class JavaServer implements Server {

  private static final double BYTES_PER_MIB = 1 << 20;

  private final Process process;
  private final BufferedReader output;
  private final PrintWriter input;
  private final double startMillis;
  private final String url;

  private JavaServer(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    var words = line().split(" ");
    this.startMillis = Double.parseDouble(words[0]);
    this.url = words[1];
  }

  /**
   * Starts one.
   *
   * @param flags of its JVM
   * @param log takes what it has to say
   * @throws ClusterUnavailable when it does not start
   */
  static JavaServer start(
      Class<?> program, List<String> arguments, List<String> flags, String classPath, Path log) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(arguments);
    try {
      return new JavaServer(
          new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())).start());
    } catch (IOException e) {
      throw new ClusterUnavailable(program.getSimpleName() + " does not start, see " + log, e);
    }
  }

  @Override
  public Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url)
        .withTrustCerts(true)
        .withDisableHostnameVerification(true)
        .build();
  }

  @Override
  public Outcome startMillis() {
    return new Outcome.Measured(startMillis);
  }

  @Override
  public Outcome heapMib() {
    input.println();
    try {
      return new Outcome.Measured(Long.parseLong(line()) / BYTES_PER_MIB);
    } catch (IOException e) {
      throw new ClusterUnavailable("a server has ended by itself", e);
    }
  }

  @Override
  public double residentMib() {
    return ProcessUsage.residentMib(process.pid());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private String line() throws IOException {
    var line = output.readLine();
    if (line == null) {
      throw new IOException("the program has ended");
    }
    return line;
  }
}
