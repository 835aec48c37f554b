package dev.miniworks.suite.api;

import dev.miniworks.suite.cluster.ClusterUnavailable;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.WebSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * The way to an API server: its address, whom it trusts and is trusted by. Nothing between a
 * scenario and the wire: no retry, no defaults, no interpretation.
 */
public final class Server {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final URI address;
  private final Optional<String> token;
  private final HttpClient http;

  private Server(KubernetesClient client, URI address, Optional<String> token, HttpClient http) {
    this.client = client;
    this.address = address;
    this.token = token;
    this.http = http;
  }

  /**
   * The server that this client talks to, under the client's credentials.
   *
   * @throws ClusterUnavailable when those cannot be used
   */
  public static Server of(KubernetesClient client) {
    var config = client.getConfiguration();
    // HTTP/1.1: one connection for each request in flight, so that a held watch holds up nothing.
    var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    try {
      if (client.getMasterUrl().getProtocol().equals("https")) {
        builder.sslContext(SSLUtils.sslContext(config));
      }
      return new Server(
          client,
          client.getMasterUrl().toURI(),
          Optional.ofNullable(config.getAutoOAuthToken()),
          builder.build());
    } catch (GeneralSecurityException | IOException | URISyntaxException e) {
      throw new ClusterUnavailable("no way to " + client.getMasterUrl(), e);
    }
  }

  /** The client of users, with all rights. */
  public KubernetesClient client() {
    return client;
  }

  Reply send(Request request) {
    try {
      var response = http.send(http(request).timeout(PATIENCE).build(), BodyHandlers.ofString());
      return new Reply(request, response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + request, e);
    }
  }

  /** Sends a request whose answer comes line by line; answers its status code. */
  int stream(Request request, Flow.Subscriber<String> lines) {
    var code = new CompletableFuture<Integer>();
    http.sendAsync(
            http(request).build(),
            head -> {
              code.complete(head.statusCode());
              return BodySubscribers.fromLineSubscriber(lines);
            })
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                code.completeExceptionally(failure);
              }
            });
    return code.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  WebSocket socket(Request request, WebSocket.Listener listener) {
    var builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
    token.ifPresent(t -> builder.header("Authorization", "Bearer " + t));
    builder.header("Origin", address.toString());
    var uri = uri(request).toString().replaceFirst("^http", "ws");
    return builder.buildAsync(URI.create(uri), listener).join();
  }

  private HttpRequest.Builder http(Request request) {
    var builder =
        HttpRequest.newBuilder(uri(request))
            .method(
                request.method(),
                request.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    request.headers().forEach(builder::header);
    token.ifPresent(t -> builder.header("Authorization", "Bearer " + t));
    return builder;
  }

  private URI uri(Request request) {
    return address.resolve(request.target());
  }
}
