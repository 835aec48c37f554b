package dev.miniworks.mock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Measures a server by one client: creates, gets, lists of 1,000 and the fan-out of a watch to 20.
 * Arguments: a URL and, for a server with TLS, its authority's certificate and a bearer token.
 * Without arguments it starts a mock cluster of its own.
 */
final class Measure {

  private static final int OBJECTS = 1000;
  private static final int GETS = 5000;
  private static final int LISTS = 50;
  private static final int WATCHERS = 20;
  private static final int CHANGES = 200;
  private static final int IN_FLIGHT = 32;
  private static final String PODS = "/api/v1/namespaces/measure/pods";

  private final String url;
  private final Optional<String> token;
  private final HttpClient client;

  private Measure(String url, Optional<String> token, HttpClient client) {
    this.url = url;
    this.token = token;
    this.client = client;
  }

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      long start = System.nanoTime();
      try (MockCluster cluster = MockCluster.builder().history(0).start()) {
        System.out.printf("started in %d ms%n", millis(start));
        new Measure(cluster.url(), Optional.empty(), HttpClient.newHttpClient()).run();
      }
    } else if (args.length == 1) {
      new Measure(args[0], Optional.empty(), HttpClient.newHttpClient()).run();
    } else {
      HttpClient trusting = HttpClient.newBuilder().sslContext(trusting(Path.of(args[1]))).build();
      new Measure(args[0], Optional.of(args[2]), trusting).run();
    }
  }

  private void run() throws Exception {
    send("POST", "/api/v1/namespaces", "{\"metadata\":{\"name\":\"measure\"}}");
    CompletableFuture<Void> account = new CompletableFuture<>();
    while (!account.isDone()) {
      if (send("GET", "/api/v1/namespaces/measure/serviceaccounts/default", "").statusCode()
          == 200) {
        account.complete(null);
      }
    }
    for (int round = 1; round <= 3; round++) {
      System.out.printf("round %d%n", round);
      rate("create", OBJECTS, i -> request("POST", PODS, pod("p" + i)));
      rate("get", GETS, i -> request("GET", PODS + "/p" + i % OBJECTS, ""));
      rate("list 1000", LISTS, i -> request("GET", PODS, ""));
      rate(
          "list 10 of 1000 by label",
          GETS / 10,
          i -> request("GET", PODS + "?labelSelector=group%3Dg" + i % 100, ""));
      fanOut();
      rate("delete", OBJECTS, i -> request("DELETE", PODS + "/p" + i, ""));
    }
  }

  private interface Requests {
    HttpRequest get(int number);
  }

  private void rate(String what, int count, Requests requests) throws Exception {
    Semaphore free = new Semaphore(IN_FLIGHT);
    CountDownLatch done = new CountDownLatch(count);
    List<Integer> failures = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      free.acquire();
      client
          .sendAsync(requests.get(i), HttpResponse.BodyHandlers.ofByteArray())
          .whenComplete(
              (response, failure) -> {
                if (failure != null || response.statusCode() >= 300) {
                  synchronized (failures) {
                    failures.add(failure != null ? -1 : response.statusCode());
                  }
                }
                free.release();
                done.countDown();
              });
    }
    done.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("  %-26s %8.0f/s  failed %d%n", what, count / seconds, failures.size());
  }

  private void fanOut() throws Exception {
    String version = version();
    CountDownLatch seen = new CountDownLatch(WATCHERS * CHANGES);
    CountDownLatch open = new CountDownLatch(WATCHERS);
    for (int i = 0; i < WATCHERS; i++) {
      HttpRequest watch =
          request("GET", PODS + "?watch=true&timeoutSeconds=120&resourceVersion=" + version, "");
      client
          .sendAsync(watch, HttpResponse.BodyHandlers.ofInputStream())
          .thenAcceptAsync(
              response -> {
                open.countDown();
                try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body()))) {
                  for (int n = 0; n < CHANGES && lines.readLine() != null; n++) {
                    seen.countDown();
                  }
                } catch (IOException e) {
                  System.out.println(e);
                }
              },
              task -> new Thread(task).start());
    }
    open.await();
    long start = System.nanoTime();
    for (int i = 0; i < CHANGES; i++) {
      String patch = "{\"metadata\":{\"annotations\":{\"n\":\"" + System.nanoTime() + "\"}}}";
      client.send(
          builder(PODS + "/p" + i)
              .header("Content-Type", "application/merge-patch+json")
              .method("PATCH", HttpRequest.BodyPublishers.ofString(patch))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
    boolean all = seen.await(60, TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "  %-26s %8.0f events/s  all seen: %s%n",
        "watch fan-out to 20", WATCHERS * CHANGES / seconds, all);
  }

  private String version() throws Exception {
    String list = send("GET", PODS + "?limit=1", "").body();
    String mark = "\"resourceVersion\":\"";
    int from = list.indexOf(mark) + mark.length();
    return list.substring(from, list.indexOf('"', from));
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return client.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String body) {
    return builder(path)
        .header("Content-Type", "application/json")
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder builder(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url + path));
    token.ifPresent(known -> builder.header("Authorization", "Bearer " + known));
    return builder;
  }

  private static String pod(String name) {
    return """
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{"app":"a","group":"g%d"}},
    "spec":{"containers":[{"name":"c","image":"i:1","env":[{"name":"A","value":"b"}],
    "resources":{"requests":{"cpu":"10m"}},"ports":[{"containerPort":80}]}]}}
    """
        .formatted(name, Integer.parseInt(name.substring(1)) / 10);
  }

  private static long millis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static SSLContext trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (var file = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
