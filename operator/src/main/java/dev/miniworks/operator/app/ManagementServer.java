package dev.miniworks.operator.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves /livez, /readyz and /metrics. */
final class ManagementServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "management");
            thread.setDaemon(true);
            return thread;
          });

  /** An answer. */
  record Page(int code, String body) {
    static Page ok(String body) {
      return new Page(200, body);
    }

    static Page unavailable(String body) {
      return new Page(503, body);
    }
  }

  /**
   * Starts to serve.
   *
   * @throws StartupException when the address cannot be had
   */
  ManagementServer(String address, int port, Map<String, Supplier<Page>> pages) {
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (IOException | IllegalArgumentException refusal) {
      throw new StartupException(
          ExitCode.FAILED,
          "Cannot serve health and metrics on "
              + address
              + ":"
              + port
              + " ("
              + refusal.getMessage()
              + "): choose another --health-port or --bind-address.",
          refusal);
    }
    pages.forEach(
        (path, page) -> server.createContext(path, exchange -> answer(exchange, path, page)));
    server.setExecutor(threads);
    server.start();
  }

  /** Where it serves. */
  String url() {
    return "http://"
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, String path, Supplier<Page> source)
      throws IOException {
    try (exchange) {
      Page page =
          !exchange.getRequestMethod().equals("GET")
              ? new Page(405, "only GET\n")
              : exchange.getRequestURI().getPath().equals(path)
                  ? source.get()
                  : new Page(404, "not found\n");
      byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(page.code(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
