package dev.miniworks.mock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.MockCluster;
import dev.miniworks.mock.json.Json;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API as it is over the wire. The codes and reasons are those of a real API server. */
@Timeout(30)
class HttpTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GET    | /api/v1/foos                                        | -    | 404 | NotFound",
        "GET    | /apis/apps/v9/deployments                           | -    | 404 | NotFound",
        "GET    | /api/v1/namespaces/default/configmaps/x/status      | -    | 404 | NotFound",
        "GET    | /api/v1/namespaces/default/configmaps/nope          | -    | 404 | NotFound",
        "POST   | /api/v1/namespaces/default/configmaps/x             | {}   | 405 | MethodNotAllowed",
        "PUT    | /api/v1/namespaces/default/configmaps               | {}   | 405 | MethodNotAllowed",
        "POST   | /api/v1/namespaces/default/configmaps               | {    | 400 | BadRequest",
        "POST   | /api/v1/namespaces/default/configmaps               | []   | 400 | BadRequest",
        "POST   | /api/v1/namespaces/default/configmaps               | {}   | 422 | Invalid",
        "POST   | /api/v1/namespaces/nope/configmaps | {\"metadata\":{\"name\":\"a\"}} | 404 | NotFound",
        "GET    | /api/v1/namespaces/default/configmaps?labelSelector=a%3D%3D%3Db | - | 400 | BadRequest",
        "GET    | /api/v1/namespaces/default/configmaps?fieldSelector=spec.x%3Db  | - | 400 | BadRequest",
        "GET    | /api/v1/namespaces/default/configmaps?limit=x       | -    | 400 | BadRequest",
        "GET    | /api/v1/namespaces/default/configmaps?continue=zzz  | -    | 400 | BadRequest",
        "GET    | /api/v1/namespaces/default/configmaps?resourceVersion=99999999 | - | 504 | Timeout",
        "DELETE | /api/v1/namespaces/default                          | -    | 403 | Forbidden",
        "DELETE | /api/v1/namespaces/default/configmaps/x?propagationPolicy=Foo | - | 422 | Invalid",
      })
  void badRequestsAreAnsweredWithTheirReason(
      String method, String path, String body, int code, String reason)
      throws IOException, InterruptedException {
    try (MockCluster cluster = MockCluster.start()) {
      HttpResponse<String> response = send(cluster, method, path, body == null ? "" : body);
      assertThat(response.statusCode()).isEqualTo(code);
      assertThat(Json.MAPPER.readTree(response.body()).path("reason").asText()).isEqualTo(reason);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | pods/placed/log         | 501 | they write no logs",
        "GET  | pods/placed/exec        | 501 | nothing can run in them",
        "POST | pods/placed/attach      | 501 | nothing can run in them",
        "POST | pods/placed/portforward | 501 | they listen at no port",
        "POST | pods/waiting/exec       | 400 | does not have a host assigned",
        "GET  | pods/nope/log           | 404 | not found",
      })
  void whatOnlyContainersCanDoIsRefusedAtOnce(String method, String path, int code, String words)
      throws IOException, InterruptedException {
    try (MockCluster cluster = MockCluster.start()) {
      String namespace = "/api/v1/namespaces/default/";
      String pod =
          "{\"metadata\":{\"name\":\"%s\"},\"spec\":{%s\"containers\":[{\"name\":\"c\",\"image\":\"x\"}]}}";
      send(cluster, "POST", namespace + "pods", pod.formatted("placed", "\"nodeName\":\"n\","));
      send(cluster, "POST", namespace + "pods", pod.formatted("waiting", ""));
      HttpResponse<String> response = send(cluster, method, namespace + path, "");
      assertThat(response.statusCode()).isEqualTo(code);
      assertThat(Json.MAPPER.readTree(response.body()).path("message").asText()).contains(words);
    }
  }

  @Test
  void aRefusalBearsTheWarningsOfASuccess() throws IOException, InterruptedException {
    try (MockCluster cluster = MockCluster.start()) {
      HttpResponse<String> response =
          send(
              cluster,
              "POST",
              MAPS + "?fieldValidation=Warn",
              "{\"metadata\":{\"name\":\"Bad_Name\"},\"datta\":{}}");
      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(response.headers().allValues("Warning"))
          .containsExactly("299 - \"unknown field \\\"datta\\\"\"");
    }
  }

  @Test
  void applyRefusesFieldsThatNobodyCouldOwn() throws IOException, InterruptedException {
    try (MockCluster cluster = MockCluster.start()) {
      HttpRequest apply =
          HttpRequest.newBuilder(
                  URI.create(
                      cluster.url()
                          + "/apis/apps/v1/namespaces/default/deployments/d?fieldManager=t"))
              .header("Content-Type", "application/apply-patch+yaml")
              .method(
                  "PATCH",
                  HttpRequest.BodyPublishers.ofString(
                      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template:"
                          + " {spec: {foo: 1, containers: [{name: a, bar: 2}]}}}}"))
              .build();
      HttpResponse<String> response = HTTP.send(apply, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(Json.MAPPER.readTree(response.body()).path("message").asText())
          .startsWith(
              "failed to create typed patch object (/d; apps/v1, Kind=Deployment): errors:\n")
          .contains(
              "  .spec.template.spec.containers[name=\"a\"].bar: field not declared in schema")
          .contains("  .spec.template.spec.foo: field not declared in schema");
    }
  }

  @Test
  void theFieldsOfAllKindsAreTold() throws IOException, InterruptedException {
    try (MockCluster cluster = MockCluster.start()) {
      JsonNode index = Json.MAPPER.readTree(send(cluster, "GET", "/openapi/v3", "").body());
      for (var path : index.path("paths").properties()) {
        String address = path.getValue().path("serverRelativeURL").asText();
        JsonNode document = Json.MAPPER.readTree(send(cluster, "GET", address, "").body());
        JsonNode schemas = document.at("/components/schemas");
        assertThat(schemas.isEmpty()).as(address).isFalse();
        assertThat(document.findValuesAsText("$ref"))
            .filteredOn(reference -> !reference.isEmpty()) // a field may be called so, too
            .allSatisfy(
                reference ->
                    assertThat(schemas.has(reference.replace("#/components/schemas/", "")))
                        .as(reference)
                        .isTrue());
      }
      JsonNode apps =
          Json.MAPPER.readTree(send(cluster, "GET", "/openapi/v3/apis/apps/v1", "").body());
      assertThat(apps.at("/components/schemas/io.k8s.api.DeploymentSpec/properties/replicas/type"))
          .isEqualTo(TextNode.valueOf("integer"));
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws IOException, InterruptedException {
    try (MockCluster cluster = MockCluster.start()) {
      String body = "x".repeat(HttpApi.LARGEST_BODY + 1);
      HttpResponse<String> response = send(cluster, "POST", MAPS, body);
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(send(cluster, "GET", "/readyz", "").body()).isEqualTo("ok");
    }
  }

  @Test
  void aPlainWatchComesLineByLine() throws IOException, InterruptedException {
    try (MockCluster cluster = MockCluster.start()) {
      HttpResponse<InputStream> watch =
          HTTP.send(
              HttpRequest.newBuilder(
                      URI.create(
                          cluster.url()
                              + MAPS
                              + "?watch=true&fieldSelector=metadata.name%3Dlive&timeoutSeconds=20"))
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      send(cluster, "POST", MAPS, "{\"metadata\":{\"name\":\"other\"}}");
      send(cluster, "POST", MAPS, "{\"metadata\":{\"name\":\"live\"}}");
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(watch.body(), StandardCharsets.UTF_8))) {
        assertThat(Json.MAPPER.readTree(lines.readLine()).at("/object/metadata/name").asText())
            .isEqualTo("live");
        cluster.watches().reset(request -> true);
        assertThat(lines.readLine()).isNull();
      }
    }
  }

  @Test
  void overTlsOnlyThoseWithATokenAreHeard() {
    try (MockCluster cluster = MockCluster.builder().tls().tokensRequired().start()) {
      try (KubernetesClient admin = client(cluster.kubeconfig())) {
        assertThat(admin.namespaces().withName("default").get()).isNotNull();
      }
      String stranger = cluster.kubeconfig().replaceAll("token: .*", "token: wrong");
      try (KubernetesClient client = client(stranger)) {
        assertThatThrownBy(() -> client.namespaces().withName("default").get())
            .hasMessageContaining("Unauthorized");
      }
    }
  }

  @Test
  void aUserIsKnownByItsToken() {
    try (MockCluster cluster = MockCluster.start();
        KubernetesClient client = client(cluster.kubeconfig("jane", "system:authenticated"))) {
      cluster.history().clear();
      client.namespaces().withName("default").get();
      assertThat(cluster.history().exchanges())
          .extracting(exchange -> exchange.request().actor().user())
          .containsOnly("jane");
    }
  }

  private static KubernetesClient client(String kubeconfig) {
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }

  private static HttpResponse<String> send(
      MockCluster cluster, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cluster.url() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
