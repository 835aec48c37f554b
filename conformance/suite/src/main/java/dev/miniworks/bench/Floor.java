package dev.miniworks.bench;

import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Posts pods as fast as the API server takes them, and does nothing else. */
final class Floor {

  private static final int IN_FLIGHT = 64;

  private final KubernetesClient client;
  private final Clock clock;
  private final Duration limit;

  Floor(KubernetesClient client, Clock clock, Duration limit) {
    this.client = client;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Posts the pods, so many requests in flight.
   *
   * @return when all of them were Ready
   * @throws MeasurementFailed when the API server refuses one
   */
  Instant create(String namespace, int count) throws InterruptedException {
    var inFlight = new Semaphore(IN_FLIGHT);
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (var index = 0; index < count; index++) {
      inFlight.acquire();
      answers.add(post(namespace, "pod-" + index).whenComplete((a, e) -> inFlight.release()));
    }
    for (var answer : answers) {
      var code = answer.join().code();
      if (code != 201) {
        throw new MeasurementFailed("the API server refuses a pod with status " + code);
      }
    }
    client
        .pods()
        .inNamespace(namespace)
        .informOnCondition(pods -> pods.size() == count && pods.stream().allMatch(Facts::ready))
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return clock.instant();
  }

  private CompletableFuture<HttpResponse<byte[]>> post(String namespace, String name) {
    var json = client.getKubernetesSerialization().asJson(Workload.pod(name));
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(client.getMasterUrl() + "api/v1/namespaces/" + namespace + "/pods")
            .post("application/json", json.getBytes(StandardCharsets.UTF_8))
            .build();
    return http.sendAsync(request, byte[].class);
  }
}
