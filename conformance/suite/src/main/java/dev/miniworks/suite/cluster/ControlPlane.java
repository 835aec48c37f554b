package dev.miniworks.suite.cluster;

import dev.miniworks.suite.subject.Subject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real control plane with simulated nodes, on loopback, started through the project's scripts.
 * Its client limits are raised, so that scenarios side by side do not wait for each other.
 */
public final class ControlPlane implements Cluster {

  private static final String LIMITS = "--kube-api-qps=500 --kube-api-burst=1000";

  private static final String WITHOUT_WORKLOADS =
      "--controllers=*,-deployment-controller,-replicaset-controller,"
          + "-replicationcontroller-controller";

  private final Path scripts;
  private final Path directory;
  private final boolean keep;
  private final Path kubeconfig;

  private ControlPlane(Path scripts, Path directory, boolean keep, Path kubeconfig) {
    this.scripts = scripts;
    this.directory = directory;
    this.keep = keep;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Builds what is missing and starts it; the flags of the controller manager follow with {@link
   * #prepare}.
   *
   * @param scripts the folder of the scripts
   * @param directory takes certificates, data and logs
   * @param keep leaves it running when closed
   * @throws ClusterUnavailable when it does not start
   */
  public static ControlPlane start(Path scripts, Path directory, boolean keep) {
    run(scripts, "build.sh", List.of(), Map.of());
    var printed =
        run(scripts, "up.sh", List.of(directory.toString()), Map.of("SCHEDULER_ARGS", LIMITS));
    return new ControlPlane(scripts, directory, keep, Path.of(printed));
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public void prepare(Subject subject) {
    nativeControllers(subject != Subject.TAKEOVER);
  }

  @Override
  public Optional<ControlPlane> own() {
    return Optional.of(this);
  }

  /**
   * Restarts the controller manager with or without the controllers of the built-in workload kinds.
   *
   * @throws ClusterUnavailable when it does not start
   */
  public void nativeControllers(boolean on) {
    var flags = Stream.of(LIMITS.split(" "));
    var all = on ? flags : Stream.concat(flags, Stream.of(WITHOUT_WORKLOADS));
    run(scripts, "kcm.sh", Stream.concat(Stream.of(directory.toString()), all).toList(), Map.of());
  }

  /** Ends the API server on the spot, as a crash would. */
  public void killApiServer() {
    run(scripts, "apiserver.sh", List.of(directory.toString(), "kill"), Map.of());
  }

  /**
   * Starts the API server again.
   *
   * @throws ClusterUnavailable when it does not become healthy
   */
  public void startApiServer() {
    run(scripts, "apiserver.sh", List.of(directory.toString(), "start"), Map.of());
  }

  @Override
  public void close() {
    if (!keep) {
      run(scripts, "down.sh", List.of(directory.toString()), Map.of());
    }
  }

  private static String run(
      Path scripts, String script, List<String> arguments, Map<String, String> environment) {
    var command =
        Stream.concat(Stream.of(scripts.resolve(script).toString()), arguments.stream()).toList();
    try {
      var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes()).strip();
      if (process.waitFor() != 0) {
        throw new ClusterUnavailable("%s failed".formatted(String.join(" ", command)));
      }
      return output.substring(output.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterUnavailable("interrupted while running " + script, e);
    }
  }
}
