package dev.miniworks.bench.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The client's transport without its types: what reading an answer into objects costs would be the
 * same for all servers, and more than many of them take to answer.
 */
final class Wire {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final String url;

  Wire(KubernetesClient client) {
    this.client = client;
    this.url = client.getMasterUrl().toString();
  }

  /**
   * A request.
   *
   * @param path without a slash in front
   * @param mediaType of the body; both empty without one
   */
  record Call(String method, String path, String mediaType, String body) {

    static Call get(String path) {
      return new Call("GET", path, "", "");
    }

    static Call post(String path, String body) {
      return new Call("POST", path, "application/json", body);
    }

    static Call put(String path, String body) {
      return new Call("PUT", path, "application/json", body);
    }

    static Call merge(String path, String body) {
      return new Call("PATCH", path, "application/merge-patch+json", body);
    }
  }

  /** An answer, whatever its status. */
  record Reply(int code, byte[] body) {

    boolean succeeded() {
      return HttpResponse.isSuccessful(code);
    }

    /** The body as JSON; a missing node when it is none. */
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        return JSON.missingNode();
      }
    }
  }

  CompletableFuture<Reply> send(Call call) {
    var http = client.getHttpClient();
    var request = http.newHttpRequestBuilder().uri(url + call.path());
    if (call.body().isEmpty()) {
      request.setHeader("Accept", "application/json");
    } else {
      request.method(call.method(), call.mediaType(), call.body());
    }
    return http.sendAsync(request.build(), byte[].class)
        .thenApply(response -> new Reply(response.code(), response.body()));
  }

  /** Sends it and waits for the answer. */
  Reply answer(Call call) {
    return send(call).join();
  }

  /**
   * Opens a watch, in the way the client does.
   *
   * @param onEvent is given each event as it stands in its message
   * @return completes when it is open
   */
  CompletableFuture<WebSocket> watch(String path, Consumer<String> onEvent) {
    return client
        .getHttpClient()
        .newWebSocketBuilder()
        .uri(WebSocket.toWebSocketUri(URI.create(url + path)))
        .buildAsync(
            new WebSocket.Listener() {
              @Override
              public void onMessage(WebSocket socket, String text) {
                onEvent.accept(text);
                socket.request();
              }
            });
  }

  /** Reads an event of a watch. */
  static JsonNode event(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
