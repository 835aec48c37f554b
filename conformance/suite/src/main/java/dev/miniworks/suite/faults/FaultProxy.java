package dev.miniworks.suite.faults;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands between the operator and the API server and makes chosen requests go wrong. Plain HTTP on
 * loopback towards the operator, TLS towards the server; everything else passes through as it is:
 * credentials, streams, and upgraded connections.
 */
public final class FaultProxy implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  /** Each watch takes one for as long as it lasts. */
  private static final int CONNECTIONS = 256;

  /** Whoever waits for an answer learns of the failure; without a handler it is logged as well. */
  private static final Handler<Throwable> TOLD_ELSEWHERE = failure -> {};

  private final Vertx vertx = Vertx.vertx();
  private final URI target;
  private final String namespace;
  private final HttpClient client;
  private final HttpServer server;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private Optional<Armed> armed = Optional.empty();
  private Optional<String> hidden = Optional.empty();
  private int fired;
  private boolean away;
  private int knocks;

  /**
   * @param chosen told each request of the traffic as text; true for those that go wrong
   */
  private record Armed(Set<Traffic> traffic, Fault fault, Predicate<String> chosen) {}

  private FaultProxy(URI target, String authority, String namespace) {
    this.target = target;
    this.namespace = namespace;
    var options =
        new HttpClientOptions()
            .setSsl(target.getScheme().equals("https"))
            .setVerifyHost(false)
            .setTrustAll(authority.isEmpty())
            .setDecompressionSupported(false);
    if (!authority.isEmpty()) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority)));
    }
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
            .withConnectHandler(connection -> connection.exceptionHandler(TOLD_ELSEWHERE))
            .build();
    this.server =
        vertx.createHttpServer().connectionHandler(this::opened).requestHandler(this::handle);
  }

  /**
   * Starts a proxy on a free port of loopback.
   *
   * @param target the API server's address
   * @param authority the certificate it is trusted by, as PEM; empty to trust any
   * @param namespace only requests about it can be made to go wrong one by one
   */
  public static FaultProxy start(String target, String authority, String namespace) {
    var proxy = new FaultProxy(URI.create(target), authority, namespace);
    await(proxy.server.listen(0, "127.0.0.1"));
    return proxy;
  }

  /** Where the operator reaches it. */
  public String address() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** From now on, lets this happen to the n-th request of these kinds; counts from 1. */
  public void arm(Set<Traffic> traffic, int number, Fault fault) {
    var count = new AtomicInteger();
    arm(traffic, fault, body -> count.incrementAndGet() == number);
  }

  /** From now on, lets this happen to each request of these kinds when it comes first. */
  public void armOnceEach(Set<Traffic> traffic, Fault fault) {
    var known = new HashSet<String>();
    arm(traffic, fault, known::add);
  }

  private synchronized void arm(Set<Traffic> traffic, Fault fault, Predicate<String> chosen) {
    armed = Optional.of(new Armed(traffic, fault, chosen));
    fired = 0;
  }

  /** How often the fault has happened since it was armed. */
  public synchronized int fired() {
    return fired;
  }

  /** From now on, says of everything below this path that it does not exist. */
  public synchronized void hide(String path) {
    hidden = Optional.of(path);
  }

  /** From now on, behaves as a server that is gone: breaks every connection, also the open ones. */
  public void goAway() {
    synchronized (this) {
      away = true;
      knocks = 0;
    }
    connections.forEach(HttpConnection::close);
  }

  /** From now on, lets requests through again. */
  public synchronized void comeBack() {
    away = false;
  }

  /** How many connections were tried in vain since it went away. */
  public synchronized int knocks() {
    return knocks;
  }

  private synchronized boolean isAway() {
    return away;
  }

  private void opened(HttpConnection connection) {
    connection.exceptionHandler(TOLD_ELSEWHERE);
    synchronized (this) {
      if (!away) {
        connections.add(connection);
        connection.closeHandler(closed -> connections.remove(connection));
        return;
      }
      knocks++;
    }
    connection.close();
  }

  private synchronized Optional<Fault> next(HttpServerRequest request, Buffer body) {
    var method = request.method().name();
    var due =
        armed
            .filter(
                a ->
                    a.traffic().stream()
                        .anyMatch(t -> t.includes(namespace, method, request.uri())))
            .filter(a -> a.chosen().test(method + request.uri() + body))
            .map(Armed::fault);
    fired += due.isPresent() ? 1 : 0;
    return due;
  }

  private synchronized boolean hides(HttpServerRequest request) {
    return hidden.filter(request.path()::startsWith).isPresent();
  }

  private void handle(HttpServerRequest request) {
    if (isAway()) {
      request.connection().close();
    } else if (request.headers().contains(HttpHeaders.UPGRADE)) {
      tunnel(request);
    } else if (hides(request)) {
      refuse(request, new Fault.Refused(404, "NotFound"));
    } else {
      request
          .body()
          .onSuccess(
              body ->
                  next(request, body)
                      .ifPresentOrElse(
                          fault -> goWrong(request, body, fault), () -> pass(request, body)))
          .onFailure(failure -> request.connection().close());
    }
  }

  private void goWrong(HttpServerRequest request, Buffer body, Fault fault) {
    if (fault instanceof Fault.LostWithSender lost) {
      request.connection().close();
      blocking(lost.kill());
    } else if (fault instanceof Fault.AnswerLostWithSender lost) {
      carryOut(request, body)
          .onComplete(
              done -> {
                blocking(lost.kill());
                request.connection().close();
              });
    } else if (fault instanceof Fault.AnswerLost) {
      carryOut(request, body).onComplete(done -> request.connection().close());
    } else if (fault instanceof Fault.AnswerHeld held) {
      var context = vertx.getOrCreateContext();
      carryOut(request, body)
          .onSuccess(
              answer ->
                  held.until()
                      .thenRun(
                          () -> context.runOnContext(now -> answer.sendTo(request.response()))))
          .onFailure(failure -> request.connection().close());
    } else if (fault instanceof Fault.Refused refused) {
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

  private void pass(HttpServerRequest request, Buffer body) {
    open(request)
        .compose(outgoing -> outgoing.send(body))
        .onSuccess(answer -> answer(request, answer))
        .onFailure(failure -> request.connection().close());
  }

  /** Sends the request on and takes the whole answer in. */
  private Future<Answer> carryOut(HttpServerRequest request, Buffer body) {
    return open(request)
        .compose(outgoing -> outgoing.send(body))
        .compose(answer -> answer.body().map(content -> new Answer(answer, content)));
  }

  private record Answer(HttpClientResponse head, Buffer body) {

    void sendTo(HttpServerResponse response) {
      copy(head.headers(), response.setStatusCode(head.statusCode()).headers());
      response.end(body);
    }
  }

  private static void answer(HttpServerRequest request, HttpClientResponse answer) {
    answer.exceptionHandler(TOLD_ELSEWHERE);
    if (request.response().closed()) {
      answer.request().reset();
      return;
    }
    var response = request.response().setStatusCode(answer.statusCode());
    response.closeHandler(closed -> answer.request().reset());
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
    near.exceptionHandler(TOLD_ELSEWHERE);
    far.exceptionHandler(TOLD_ELSEWHERE);
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
              outgoing.exceptionHandler(TOLD_ELSEWHERE);
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
                .encode());
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
