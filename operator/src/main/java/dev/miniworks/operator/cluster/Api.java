package dev.miniworks.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The one place that every write of the operator passes: it bounds the requests in flight and their
 * rate, refuses to write without leadership, and tells refusals apart.
 *
 * <p>It speaks HTTP through the client's own transport rather than its typed calls, because it
 * needs what those hide: the version a deletion got, requests that hold no thread, and the Status
 * object of a refusal. Requests that get no answer, a 429 or a 5xx are sent again by the transport,
 * creates too; so a create must carry its name (docs/development.md).
 */
public final class Api {

  private static final String JSON = "application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
  private static final long TIMEOUT_SECONDS = 30;

  private final HttpClient http;
  private final KubernetesSerialization serialization;
  private final String server;
  private final Gate gate;
  private final Observer observer;

  /** Told of every request that was answered, or not. */
  public interface Observer {

    /**
     * @param resource plural name of the kind
     * @param code HTTP status; 0 when there was no answer
     */
    void request(String verb, String resource, int code, Duration took);
  }

  public Api(KubernetesClient client, Gate gate, Observer observer) {
    this.observer = observer;
    this.http = client.getHttpClient();
    this.serialization = client.getKubernetesSerialization();
    this.server = client.getConfiguration().getMasterUrl().replaceAll("/+$", "");
    this.gate = gate;
  }

  CompletableFuture<Written> create(String path, Object body) {
    return send("POST", path, JSON, serialization.asJson(body));
  }

  CompletableFuture<Written> mergePatch(String path, Object patch) {
    return send("PATCH", path, MERGE_PATCH, serialization.asJson(patch));
  }

  CompletableFuture<Written> strategicPatch(String path, Object patch) {
    return send("PATCH", path, STRATEGIC_PATCH, serialization.asJson(patch));
  }

  /** Deletes the object if it still has this UID, with its default grace. */
  CompletableFuture<Written> delete(String path, String uid, Optional<String> resourceVersion) {
    String version = resourceVersion.map(v -> ",\"resourceVersion\":\"" + v + "\"").orElse("");
    return send(
        "DELETE",
        path,
        JSON,
        "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"preconditions\":{\"uid\":\""
            + uid
            + "\""
            + version
            + "}}");
  }

  CompletableFuture<Written> get(String path) {
    return send("GET", path, JSON, null);
  }

  /** Waits for an answer. */
  static Written await(CompletableFuture<Written> answer) {
    try {
      return answer.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof ApiException refusal) {
        throw refusal;
      }
      throw failure;
    }
  }

  /** The refusal behind a failed answer. */
  static ApiException refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof ApiException refusal
        ? refusal
        : new ApiException(0, "", List.of(), "no answer from the API server: " + cause, cause);
  }

  private CompletableFuture<Written> send(String verb, String path, String type, String body) {
    var builder = http.newHttpRequestBuilder().uri(server + path);
    var request =
        (body == null ? builder : builder.method(verb, type, body))
            .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .build();
    gate.enter();
    long start = System.nanoTime();
    try {
      return http.sendAsync(request, byte[].class)
          .whenComplete(
              (answer, failure) -> {
                gate.leave();
                observer.request(
                    verb,
                    resource(path),
                    failure == null ? answer.code() : 0,
                    Duration.ofNanos(System.nanoTime() - start));
              })
          .handle(
              (answer, failure) -> {
                if (failure != null) {
                  throw refusal(failure);
                }
                return read(verb, path, answer);
              });
    } catch (RuntimeException notSent) {
      gate.leave();
      throw notSent;
    }
  }

  /** The plural in .../namespaces/NAMESPACE/PLURAL[/...]. */
  private static String resource(String path) {
    String[] parts = path.substring(path.indexOf("/namespaces/") + 1).split("[/?]", 4);
    return parts.length > 2 ? parts[2] : path;
  }

  private Written read(String verb, String path, HttpResponse<byte[]> answer) {
    JsonNode body = parse(answer.body());
    if (answer.isSuccessful()) {
      return new Written(body);
    }
    List<String> causes = new ArrayList<>();
    body.path("details").path("causes").forEach(cause -> causes.add(cause.path("reason").asText()));
    String message = body.path("message").asText();
    throw new ApiException(
        answer.code(),
        body.path("reason").asText(),
        causes,
        message.isEmpty() ? verb + " " + path + " answered " + answer.code() : message,
        null);
  }

  private JsonNode parse(byte[] body) {
    if (body == null || body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return serialization.unmarshal(new String(body, StandardCharsets.UTF_8), JsonNode.class);
    } catch (RuntimeException notJson) {
      // a proxy in between answered in its own words; the status code says enough
      return MissingNode.getInstance();
    }
  }
}
