package dev.miniworks.mock.http;

import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.Tokens;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The API at a port of the loopback interface. The web server takes as long to start as all the
 * rest, so it starts in the background as soon as this is made; requests are answered from {@link
 * #open} on, those that come before wait.
 */
public final class ApiEndpoint implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int LONGEST_LINE = 64 * 1024;
  private static final long SECONDS_TO_WAIT = 10;

  private final Options options;
  private final Clock clock;
  private final Optional<SelfSigned> certificate;
  private final CompletableFuture<HttpApi> api = new CompletableFuture<>();
  private final CompletableFuture<Vertx> vertx;
  private final CompletableFuture<HttpServer> server;

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
    this.server = vertx.thenCompose(this::listen);
  }

  private static Vertx vertx() {
    FileSystemOptions noFiles =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(new VertxOptions().setFileSystemOptions(noFiles));
  }

  private CompletionStage<HttpServer> listen(Vertx running) {
    HttpServerOptions server =
        new HttpServerOptions()
            .setHost(LOOPBACK)
            .setPort(options.port())
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LONGEST_LINE)
            .setTcpNoDelay(true);
    certificate.ifPresent(signed -> encrypt(server, signed));
    return running
        .createHttpServer(server)
        .requestHandler(http -> take(running, http))
        .listen()
        .toCompletionStage();
  }

  private static void encrypt(HttpServerOptions server, SelfSigned signed) {
    server
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(signed.certificate()))
                .addKeyValue(Buffer.buffer(signed.key())));
    if (OpenSSLEngineOptions.isAvailable()) {
      // where the class path has it: until its code is compiled, the JDK's own takes many times as
      // long
      server.setSslEngineOptions(new OpenSSLEngineOptions());
    }
  }

  private void take(Vertx running, HttpServerRequest http) {
    HttpApi opened = api.getNow(null);
    if (opened != null) {
      opened.handle(http);
      return;
    }
    Context context = running.getOrCreateContext();
    http.pause();
    api.thenAccept(
        late ->
            context.runOnContext(
                now -> {
                  http.resume();
                  late.handle(http);
                }));
  }

  /**
   * Begins to answer requests.
   *
   * @throws UncheckedIOException when the port cannot be had
   */
  public void open(Handler handler, Registry registry, Tokens tokens) {
    await(server);
    api.complete(
        new HttpApi(
            vertx.join(),
            handler,
            registry,
            new Authenticator(tokens, options.strangers()),
            clock));
  }

  public String url() {
    return (certificate.isPresent() ? "https://" : "http://")
        + LOOPBACK
        + ":"
        + await(server).actualPort();
  }

  /** The certificate by which clients know the endpoint, in PEM form; empty without TLS. */
  public Optional<String> certificate() {
    return certificate.map(SelfSigned::certificate);
  }

  @Override
  public void close() {
    await(vertx.thenCompose(running -> running.close().toCompletionStage()));
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS_TO_WAIT, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the API's port", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException refused) {
        throw new UncheckedIOException(refused);
      }
      throw new IllegalStateException("the API's port could not be opened or closed", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the API's port could not be opened or closed", e);
    }
  }
}
