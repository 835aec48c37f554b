package dev.miniworks.suite.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operator of a run: one instance that serves all scenarios, and others that take its place for
 * a while. Only one is alive at any time.
 */
public final class Operators implements AutoCloseable {

  private final Installation installation;
  private final String family;
  private final String server;
  private final Path folder;
  private Optional<OperatorUnderTest> main = Optional.empty();

  /**
   * @param server the API server's address
   * @param folder takes kubeconfigs and the log
   */
  public Operators(Installation installation, String family, String server, Path folder) {
    this.installation = installation;
    this.family = family;
    this.server = server;
    this.folder = folder;
  }

  /**
   * Starts the instance that serves all scenarios.
   *
   * @throws ClusterUnavailable when it does not become ready
   */
  public synchronized void startMain() {
    var operator = launch(server, List.of());
    main = Optional.of(operator);
    operator.awaitReady();
  }

  /**
   * Checks that the instance that serves all scenarios has not ended.
   *
   * @throws ClusterUnavailable when it has
   */
  public synchronized void requireMain() {
    main.ifPresent(OperatorUnderTest::requireAlive);
  }

  /** Stops the instance that serves all scenarios. */
  public synchronized void stopMain() {
    main.ifPresent(OperatorUnderTest::close);
    main = Optional.empty();
  }

  /**
   * Puts an instance in the place of the main one: it serves one namespace, reaches the API through
   * the given address, and is started again whenever it ends. When it is closed, the main one
   * returns.
   */
  public Substitute substitute(String address, String namespace) {
    stopMain();
    return new Substitute(address, namespace);
  }

  /** The API server's address. */
  public String server() {
    return server;
  }

  private OperatorUnderTest launch(String address, List<String> options) {
    var kubeconfig = folder.resolve("operator.kubeconfig");
    installation.writeKubeconfig(kubeconfig, address);
    return OperatorUnderTest.launch(
        kubeconfig,
        folder.resolve("operator.log"),
        Stream.concat(Stream.of("--family", family), options.stream()).toList());
  }

  @Override
  public void close() {
    stopMain();
  }

  /** An instance that is started again whenever it ends, as a cluster would. */
  public final class Substitute implements AutoCloseable {

    private final String address;
    private final String namespace;
    private OperatorUnderTest current;
    private boolean closed;

    private Substitute(String address, String namespace) {
      this.address = address;
      this.namespace = namespace;
      this.current = begin();
      current.awaitReady();
    }

    private OperatorUnderTest begin() {
      var operator =
          launch(
              address,
              List.of("--namespaces", namespace, "--leader-elect=false", "--probe-wait", "1"));
      operator.onEnd(this::again);
      return operator;
    }

    private synchronized void again() {
      if (!closed) {
        current = begin();
      }
    }

    /** Kills the running instance on the spot; the next one starts. */
    public void kill() {
      running().kill();
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
      startMain();
    }
  }
}
