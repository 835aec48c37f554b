package dev.miniworks.suite.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Passes connections on to a server as they are, and can cut them all: what a client sees when a
 * load balancer or a network fails it.
 */
public final class Relay implements AutoCloseable {

  private final URI server;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(Relay::daemon);

  private Relay(URI server, ServerSocket entrance) {
    this.server = server;
    this.entrance = entrance;
  }

  /** Starts a relay to the server on a free port of loopback. */
  public static Relay to(URI server) {
    try {
      var relay = new Relay(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      relay.threads.execute(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address to reach the server through it. */
  public URI address() {
    return URI.create("%s://127.0.0.1:%d/".formatted(server.getScheme(), entrance.getLocalPort()));
  }

  /** Breaks every connection there is; new ones are passed on again. */
  public void cut() {
    open.forEach(Relay::close);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var near = entrance.accept();
        open.add(near);
        var far = new Socket(server.getHost(), port());
        open.add(far);
        threads.execute(() -> copy(near, far));
        threads.execute(() -> copy(far, near));
      } catch (IOException e) {
        // Closed, or the server is away: the client sees a connection that breaks.
        cut();
      }
    }
  }

  private int port() {
    if (server.getPort() >= 0) {
      return server.getPort();
    }
    return server.getScheme().equals("https") ? 443 : 80;
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has gone; both are closed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "relay");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    threads.shutdownNow();
  }
}
