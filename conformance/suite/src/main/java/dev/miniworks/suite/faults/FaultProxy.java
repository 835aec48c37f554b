package dev.miniworks.suite.faults;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Stands between the operator and the API server and makes one chosen request go wrong. Plain HTTP
 * on loopback towards the operator, TLS towards the server; everything else passes through as it
 * is: credentials, streams, and upgraded connections.
 */
public final class FaultProxy implements AutoCloseable {

  /** What creates pods and sets; dry runs create nothing. */
  private static final Pattern CHILDREN =
      Pattern.compile("/(pods|replicasets|minireplicasets)(\\?(?!.*dryRun).*)?$");

  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final URI target;
  private final HttpClient client;
  private final HttpServer server;
  private Optional<Armed> armed = Optional.empty();
  private int creations;
  private boolean fired;

  private record Armed(int creation, Fault fault) {}

  private FaultProxy(URI target, String authority) {
    this.target = target;
    var options =
        new HttpClientOptions()
            .setSsl(target.getScheme().equals("https"))
            .setVerifyHost(false)
            .setTrustAll(authority.isEmpty())
            .setMaxPoolSize(256)
            .setDecompressionSupported(false);
    if (!authority.isEmpty()) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority)));
    }
    this.client = vertx.createHttpClient(options);
    this.server = vertx.createHttpServer().requestHandler(this::handle);
  }

  /**
   * Starts a proxy on a free port of loopback.
   *
   * @param target the API server's address
   * @param authority the certificate it is trusted by, as PEM; empty to trust any
   */
  public static FaultProxy start(String target, String authority) {
    var proxy = new FaultProxy(URI.create(target), authority);
    await(proxy.server.listen(0, "127.0.0.1"));
    return proxy;
  }

  /** Where the operator reaches it. */
  public String address() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** From now on, lets this happen to the n-th creation of a pod or set; counts from 1. */
  public synchronized void arm(int creation, Fault fault) {
    armed = Optional.of(new Armed(creation, fault));
    creations = 0;
    fired = false;
  }

  /** From now on, lets nothing happen, and counts anew. */
  public synchronized void disarm() {
    armed = Optional.empty();
    creations = 0;
    fired = false;
  }

  /** How many pods and sets the operator tried to create since it was armed or disarmed. */
  public synchronized int creations() {
    return creations;
  }

  /** Whether the fault has happened. */
  public synchronized boolean fired() {
    return fired;
  }

  private synchronized Optional<Fault> next(HttpServerRequest request) {
    if (request.method() != HttpMethod.POST || !CHILDREN.matcher(request.uri()).find()) {
      return Optional.empty();
    }
    creations++;
    var due = armed.filter(a -> a.creation() == creations).map(Armed::fault);
    fired |= due.isPresent();
    return due;
  }

  private void handle(HttpServerRequest request) {
    var fault = next(request);
    if (fault.isEmpty()) {
      pass(request);
    } else if (fault.get() instanceof Fault.LostWithSender lost) {
      request.connection().close();
      blocking(lost.kill());
    } else if (fault.get() instanceof Fault.AnswerLostWithSender lost) {
      carryOut(request)
          .onComplete(
              done -> {
                blocking(lost.kill());
                request.connection().close();
              });
    } else if (fault.get() instanceof Fault.AnswerLost) {
      carryOut(request).onComplete(done -> request.connection().close());
    } else if (fault.get() instanceof Fault.Refused refused) {
      refuse(request, refused);
    }
  }

  private void blocking(Runnable kill) {
    vertx.executeBlocking(
        () -> {
          kill.run();
          return true;
        });
  }

  private void pass(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.UPGRADE)) {
      tunnel(request);
      return;
    }
    request
        .body()
        .compose(body -> open(request).compose(outgoing -> outgoing.send(body)))
        .onSuccess(answer -> answer(request, answer))
        .onFailure(failure -> request.connection().close());
  }

  /** Sends the request on and swallows the whole answer. */
  private Future<Buffer> carryOut(HttpServerRequest request) {
    return request
        .body()
        .compose(body -> open(request).compose(outgoing -> outgoing.send(body)))
        .compose(HttpClientResponse::body);
  }

  private static void answer(HttpServerRequest request, HttpClientResponse answer) {
    var response = request.response().setStatusCode(answer.statusCode());
    copy(answer.headers(), response.headers());
    if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    answer.pipeTo(response).onFailure(failure -> request.connection().close());
  }

  private void tunnel(HttpServerRequest request) {
    request.pause();
    open(request)
        .compose(HttpClientRequest::connect)
        .onSuccess(
            answer -> {
              var response = request.response().setStatusCode(answer.statusCode());
              response.headers().addAll(answer.headers());
              if (answer.statusCode() != 101) {
                answer.pipeTo(response);
                return;
              }
              request.toNetSocket().onSuccess(near -> join(near, answer.netSocket()));
            })
        .onFailure(failure -> request.connection().close());
  }

  private static void join(NetSocket near, NetSocket far) {
    near.handler(far::write);
    far.handler(near::write);
    near.closeHandler(closed -> far.close());
    far.closeHandler(closed -> near.close());
  }

  private Future<HttpClientRequest> open(HttpServerRequest request) {
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(target.getHost())
            .setPort(target.getPort())
            .setURI(request.uri());
    return client
        .request(options)
        .onSuccess(
            outgoing -> {
              outgoing.headers().addAll(request.headers());
              outgoing.headers().remove(HttpHeaders.HOST);
              outgoing.headers().remove(HttpHeaders.CONTENT_LENGTH);
              outgoing.headers().remove(HttpHeaders.TRANSFER_ENCODING);
            });
  }

  private static void copy(MultiMap from, MultiMap to) {
    to.addAll(from);
    to.remove(HttpHeaders.TRANSFER_ENCODING);
    to.remove(HttpHeaders.CONNECTION);
  }

  private static void refuse(HttpServerRequest request, Fault.Refused refused) {
    request
        .body()
        .onComplete(
            body ->
                request
                    .response()
                    .setStatusCode(refused.code())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(
                        new JsonObject()
                            .put("kind", "Status")
                            .put("apiVersion", "v1")
                            .put("status", "Failure")
                            .put("reason", refused.reason())
                            .put("message", "a fault made by the suite")
                            .put("code", refused.code())
                            .encode()));
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
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("the proxy fails", e);
    }
  }
}
