package dev.miniworks.bench;

import dev.miniworks.suite.cluster.ClusterUnavailable;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A control plane of real components, started for a benchmark. */
public final class Lab {

  /** The user in whose name the benchmark itself asks. */
  static final String USER = "benchmark";

  /** Flags that make a client of the control plane as fast as it can be. */
  static final List<String> LIFTED_LIMITS =
      List.of("--kube-api-qps=10000", "--kube-api-burst=20000");

  private final Path scripts;
  private final Path directory;
  private final CleanUp cleanUp;
  private final Path kubeconfig;

  private Lab(Path scripts, Path directory, CleanUp cleanUp, Path kubeconfig) {
    this.scripts = scripts;
    this.directory = directory;
    this.cleanUp = cleanUp;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Builds what is missing and starts it; the clean-up stops it.
   *
   * @param home the folder of the project
   * @param directory takes certificates, data and logs; must not exist, so that no earlier run has
   *     left anything in it
   * @param settings of {@code up.sh}, beside those in the environment
   * @throws ClusterUnavailable when it does not start
   */
  public static Lab start(Path home, Path directory, CleanUp cleanUp, Map<String, String> settings)
      throws IOException {
    if (Files.exists(directory)) {
      throw new ClusterUnavailable(
          directory + " is there already. Remove it, or choose another place with --report");
    }
    Files.createDirectories(directory);
    var scripts = home.resolve("conformance/clusters/control-plane");
    run(cleanUp, scripts, "build.sh", List.of(), Map.of());
    cleanUp.push(() -> stop(scripts, directory));
    run(cleanUp, scripts, "up.sh", List.of(directory.toString()), settings);
    var kubeconfig =
        run(
            cleanUp,
            scripts,
            "user.sh",
            List.of(directory.toString(), USER, "system:masters"),
            Map.of());
    return new Lab(scripts, directory, cleanUp, Path.of(kubeconfig));
  }

  /** A client with all rights. */
  KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** How a client with all rights finds it. */
  public Config config() {
    return Config.fromKubeconfig(kubeconfig.toFile());
  }

  AuditLog auditLog() {
    return new AuditLog(directory.resolve("audit.log"));
  }

  /** Starts the controller manager afresh, with these flags beside those it always has. */
  void restartControllerManager(List<String> flags) {
    run(
        cleanUp,
        scripts,
        "kcm.sh",
        Stream.concat(Stream.of(directory.toString()), flags.stream()).toList(),
        Map.of());
  }

  /** The process id of {@code apiserver}, {@code kcm} and so on, as it is now. */
  public long pid(String component) {
    try {
      return Long.parseLong(Files.readString(directory.resolve(component + ".pid")).strip());
    } catch (IOException e) {
      throw new ClusterUnavailable(component + " does not run", e);
    }
  }

  /** Not through the clean-up: this is what it calls. */
  private static void stop(Path scripts, Path directory) {
    try {
      launch(scripts, "down.sh", List.of(directory.toString()), Map.of()).waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String run(
      CleanUp cleanUp,
      Path scripts,
      String script,
      List<String> arguments,
      Map<String, String> environment) {
    var process = launch(scripts, script, arguments, environment);
    try (var running = cleanUp.push(() -> end(process))) {
      var output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new ClusterUnavailable(script + " failed");
      }
      return output.substring(output.lastIndexOf('\n') + 1);
    } catch (ClusterUnavailable e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterUnavailable("interrupted while running " + script, e);
    } catch (Exception e) {
      throw new ClusterUnavailable("cannot run " + script, e);
    }
  }

  private static Process launch(
      Path scripts, String script, List<String> arguments, Map<String, String> environment) {
    var command =
        Stream.concat(Stream.of(scripts.resolve(script).toString()), arguments.stream()).toList();
    try {
      var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot run " + command.get(0), e);
    }
  }

  /** A shell that waits for a program of its own sees a signal only when that has ended. */
  private static void end(Process script) {
    var children = script.descendants().toList();
    script.destroy();
    children.forEach(ProcessHandle::destroy);
    try {
      script.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
