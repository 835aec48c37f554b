package dev.miniworks.mock.http;

import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The API at a port of the loopback interface. What takes long to start is started in the
 * background as soon as this is made; requests are taken from {@link #open} on.
 */
public final class ApiEndpoint implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int LONGEST_LINE = 64 * 1024;
  private static final long SECONDS_TO_WAIT = 10;

  private final CompletableFuture<Vertx> vertx;
  private final Options options;
  private final Clock clock;
  private final Optional<SelfSigned> certificate;
  private int port;

  /**
   * How to listen.
   *
   * @param port 0 for any that is free
   * @param strangers whether a client without a bearer token is a stranger, and not the
   *     administrator
   */
  public record Options(int port, boolean tls, boolean strangers) {}

  public ApiEndpoint(Clock clock, Options options) {
    this.clock = clock;
    this.options = options;
    this.vertx = CompletableFuture.supplyAsync(ApiEndpoint::vertx);
    this.certificate =
        options.tls() ? Optional.of(SelfSigned.at(clock.instant())) : Optional.empty();
  }

  private static Vertx vertx() {
    FileSystemOptions noFiles =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(new VertxOptions().setFileSystemOptions(noFiles));
  }

  /** Begins to take requests. */
  public void open(Handler handler, Registry registry, Tokens tokens) {
    HttpServerOptions server =
        new HttpServerOptions()
            .setHost(LOOPBACK)
            .setPort(options.port())
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LONGEST_LINE)
            .setTcpNoDelay(true);
    certificate.ifPresent(
        signed ->
            server
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(signed.certificate()))
                        .addKeyValue(Buffer.buffer(signed.key()))));
    Vertx running = vertx.join();
    HttpApi api =
        new HttpApi(
            running, handler, registry, new Authenticator(tokens, options.strangers()), clock);
    port = await(running.createHttpServer(server).requestHandler(api).listen()).actualPort();
  }

  public String url() {
    return (certificate.isPresent() ? "https://" : "http://") + LOOPBACK + ":" + port;
  }

  /** The certificate by which clients know the endpoint, in PEM form; empty without TLS. */
  public Optional<String> certificate() {
    return certificate.map(SelfSigned::certificate);
  }

  @Override
  public void close() {
    await(vertx.join().close());
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
