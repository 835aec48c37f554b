package dev.miniworks.suite.cluster;

import dev.miniworks.suite.cluster.OperatorUnderTest.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The operators of a run: the main one, that serves every scenario which does not bring its own,
 * and those that scenarios bring. The main one is stopped while the latter are at work.
 */
public final class Operators implements AutoCloseable {

  private final Installation installation;
  private final String family;
  private final String server;
  private final Path folder;
  private final AtomicInteger kubeconfigs = new AtomicInteger();
  private Optional<OperatorUnderTest> main = Optional.empty();

  /**
   * @param server the API server's address
   * @param folder takes kubeconfigs and logs
   */
  public Operators(Installation installation, String family, String server, Path folder) {
    this.installation = installation;
    this.family = family;
    this.server = server;
    this.folder = folder;
  }

  /**
   * Starts the main operator, if it is not running.
   *
   * @throws ClusterUnavailable when it does not become ready
   */
  public synchronized void startMain() {
    if (main.isEmpty()) {
      var operator = launch("operator", kubeconfig(server, Installation.NAME), List.of());
      main = Optional.of(operator);
      operator.awaitReady();
    }
  }

  /**
   * Checks that the main operator, if it was started, has not ended.
   *
   * @throws ClusterUnavailable when it has
   */
  public synchronized void requireMain() {
    main.ifPresent(OperatorUnderTest::requireAlive);
  }

  /** Stops the main operator. */
  public synchronized void stopMain() {
    main.ifPresent(OperatorUnderTest::close);
    main = Optional.empty();
  }

  /**
   * Starts an operator that is started again whenever it ends, as a cluster would, and waits until
   * it is ready.
   *
   * @param name of its log
   * @param kubeconfig how it reaches the API, and as whom
   * @param options of its command line, besides the family
   */
  public Instance start(String name, Path kubeconfig, List<String> options) {
    return new Instance(name, kubeconfig, options);
  }

  /**
   * Starts an operator that is expected to end by itself.
   *
   * @param options of its command line, besides the family
   * @param environment replaces and adds variables of its environment
   */
  public Ended attempt(List<String> options, Map<String, String> environment) {
    return OperatorUnderTest.attempt(
        Stream.concat(Stream.of("--family", family, "--health-port", "0"), options.stream())
            .toList(),
        environment);
  }

  /** The logs of the main operator and of the one of this name, as far as there are any. */
  public List<Path> logs(String name) {
    return Stream.of("operator", name).map(this::log).filter(Files::exists).toList();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** The API server's address. */
  public String server() {
    return server;
  }

  /** What the operators need on the cluster. */
  public Installation installation() {
    return installation;
  }

  /**
   * Writes a kubeconfig.
   *
   * @param address where the API is reached
   * @param account a service account in the operator's namespace
   */
  public Path kubeconfig(String address, String account) {
    var file = folder.resolve("operator-%d.kubeconfig".formatted(kubeconfigs.incrementAndGet()));
    installation.writeKubeconfig(file, address, account);
    return file;
  }

  /** Nobody fights in a run of the suite: what the probe has to find is shown by few scenarios. */
  private OperatorUnderTest launch(String name, Path kubeconfig, List<String> options) {
    return OperatorUnderTest.launch(
        kubeconfig,
        log(name),
        Stream.concat(Stream.of("--family", family, "--probe-wait", "1"), options.stream())
            .toList());
  }

  @Override
  public void close() {
    stopMain();
  }

  /** An operator that a scenario brings; it is started again whenever it ends. */
  public final class Instance implements AutoCloseable {

    private final String name;
    private final Path kubeconfig;
    private final List<String> options;
    private final List<Integer> exitCodes = new ArrayList<>();
    private OperatorUnderTest current;
    private boolean closed;

    private Instance(String name, Path kubeconfig, List<String> options) {
      this.name = name;
      this.kubeconfig = kubeconfig;
      this.options = options;
      synchronized (this) {
        current = begin();
      }
      try {
        running().awaitReady();
      } catch (ClusterUnavailable notReady) {
        close();
        throw notReady;
      }
    }

    private OperatorUnderTest begin() {
      var operator = launch(name, kubeconfig, options);
      operator.onEnd(this::again);
      return operator;
    }

    private synchronized void again(int exitCode) {
      exitCodes.add(exitCode);
      if (!closed) {
        current = begin();
      }
    }

    /** Kills it on the spot; the next one starts. */
    public void kill() {
      running().kill();
    }

    /** What it has ended with so far, first to last. */
    public synchronized List<Integer> exitCodes() {
      return List.copyOf(exitCodes);
    }

    private synchronized OperatorUnderTest running() {
      return current;
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
      }
      running().close();
    }
  }
}
