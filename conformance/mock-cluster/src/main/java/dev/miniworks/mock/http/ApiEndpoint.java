package dev.miniworks.mock.http;

import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.api.Registry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The API at a port of the loopback interface, from its construction until it is closed. */
public final class ApiEndpoint implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int LONGEST_LINE = 64 * 1024;
  private static final long SECONDS_TO_WAIT = 10;

  private final Vertx vertx;
  private final HttpServer server;
  private final boolean tls;

  /**
   * @param port 0 for any that is free
   */
  public ApiEndpoint(
      Handler handler, Registry registry, Authenticator authenticator, Clock clock, int port) {
    FileSystemOptions noFiles =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    this.vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(noFiles));
    this.tls = false;
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(LOOPBACK)
            .setPort(port)
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LONGEST_LINE)
            .setTcpNoDelay(true);
    HttpApi api = new HttpApi(vertx, handler, registry, authenticator, clock);
    this.server = await(vertx.createHttpServer(options).requestHandler(api).listen());
  }

  public String url() {
    return (tls ? "https://" : "http://") + LOOPBACK + ":" + server.actualPort();
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(SECONDS_TO_WAIT, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the API's port", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the API's port could not be opened or closed", e);
    }
  }
}
