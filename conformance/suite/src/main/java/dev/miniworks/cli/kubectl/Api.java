package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Asks the API server and changes things there: a few requests in plain JSON, whose refusals become
 * {@link CommandFailure}s.
 */
final class Api implements AutoCloseable {

  /** How a patch is meant. */
  enum PatchType {
    JSON("application/json-patch+json"),
    MERGE("application/merge-patch+json");

    private final String mediaType;

    PatchType(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  /** Something that happened to an object of a list. */
  record Event(boolean deleted, JsonNode object) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int GONE = 410;
  private static final long TIMEOUT_SECONDS = 30;

  private final KubernetesClient client;
  private final HttpClient http;
  private final String server;

  /** Speaks through the client's transport, as the client's user. */
  Api(KubernetesClient client) {
    this.client = client;
    this.http = client.getHttpClient();
    this.server = client.getConfiguration().getMasterUrl().replaceAll("/+$", "");
  }

  @Override
  public void close() {
    client.close();
  }

  JsonNode get(String path) {
    return send(http.newHttpRequestBuilder().uri(server + path), path);
  }

  /** The objects of a collection; a selector is optional. */
  JsonNode list(String path, Map<String, String> query) {
    return get(path + asQuery(query));
  }

  /**
   * Changes an object and returns what it is now.
   *
   * @param query further parameters: dryRun, fieldManager
   */
  JsonNode patch(String path, PatchType type, JsonNode patch, Map<String, String> query) {
    return send(
        http.newHttpRequestBuilder()
            .uri(server + path + asQuery(query))
            .method("PATCH", type.mediaType, patch.toString()),
        path);
  }

  /**
   * Tells an observer of each object in a collection and of every change to one, until it has seen
   * enough.
   *
   * @param query which objects: labelSelector, fieldSelector
   * @param enough whether the observer has seen enough
   * @throws CommandFailure when the deadline passes first, or the server refuses
   */
  void follow(String path, Map<String, String> query, Deadline deadline, Predicate<Event> enough) {
    var known = new LinkedHashMap<String, JsonNode>();
    while (true) {
      var list = list(path, query);
      var present = byUid(list.path("items"));
      for (var gone : without(known, present)) {
        if (enough.test(new Event(true, gone))) {
          return;
        }
      }
      for (var object : changed(known, present)) {
        if (enough.test(new Event(false, object))) {
          return;
        }
      }
      known.clear();
      known.putAll(present);
      var version = list.path("metadata").path("resourceVersion").asText();
      if (watch(path, query, version, deadline, known, enough)) {
        return;
      }
    }
  }

  /** Returns whether the observer has seen enough; otherwise the watch has ended before. */
  private boolean watch(
      String path,
      Map<String, String> query,
      String version,
      Deadline deadline,
      Map<String, JsonNode> known,
      Predicate<Event> enough) {
    var parameters = new LinkedHashMap<>(query);
    parameters.put("watch", "true");
    parameters.put("resourceVersion", version);
    var request =
        http.newHttpRequestBuilder()
            .uri(server + path + asQuery(parameters))
            .forStreaming()
            .build();
    try (var lines = Lines.of(http, request, failure -> Refusal.noAnswer(server, failure))) {
      if (lines.code() == GONE) {
        return false;
      }
      if (!lines.successful()) {
        throw Refusal.of(lines.code(), parse(lines.all(deadline)), resource(path));
      }
      for (var line = lines.next(deadline); line.isPresent(); line = lines.next(deadline)) {
        var event = parse(line.get());
        var object = event.path("object");
        if (event.path("type").asText().equals("ERROR")) {
          return ended(object, path);
        }
        var deleted = event.path("type").asText().equals("DELETED");
        known.put(uid(object), object);
        if (deleted) {
          known.remove(uid(object));
        }
        if (enough.test(new Event(deleted, object))) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean ended(JsonNode status, String path) {
    if (status.path("code").asInt() == GONE) {
      return false;
    }
    throw Refusal.of(status.path("code").asInt(), status, resource(path));
  }

  private static Map<String, JsonNode> byUid(JsonNode items) {
    var result = new LinkedHashMap<String, JsonNode>();
    items.forEach(item -> result.put(uid(item), item));
    return result;
  }

  private static List<JsonNode> without(
      Map<String, JsonNode> known, Map<String, JsonNode> present) {
    return known.entrySet().stream()
        .filter(entry -> !present.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<JsonNode> changed(
      Map<String, JsonNode> known, Map<String, JsonNode> present) {
    return present.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(known.get(entry.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static String uid(JsonNode object) {
    return object.path("metadata").path("uid").asText();
  }

  private JsonNode send(HttpRequest.Builder request, String path) {
    var answer =
        await(
            http.sendAsync(
                request.timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).build(), byte[].class));
    var body = parse(new String(answer.body(), StandardCharsets.UTF_8));
    if (!answer.isSuccessful()) {
      throw Refusal.of(answer.code(), body, resource(path));
    }
    return body;
  }

  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer) {
    try {
      return answer.join();
    } catch (CompletionException noAnswer) {
      throw Refusal.noAnswer(server, noAnswer);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException notJson) {
      // A proxy in between has answered in its own words; the status code says enough.
      return MissingNode.getInstance();
    }
  }

  /** The plural in .../namespaces/NAMESPACE/PLURAL[/...]. */
  private static String resource(String path) {
    return path.replaceFirst(".*/namespaces/[^/]*/", "").replaceFirst("[/?].*", "");
  }

  private static String asQuery(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }
}
