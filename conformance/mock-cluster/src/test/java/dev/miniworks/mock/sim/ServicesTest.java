package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which pods are said to be behind a service. */
@Timeout(30)
class ServicesTest {

  private final Bench bench = new Bench(1);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void readyAndUnreadyPodsAreToldApart() {
    service("clusterIP: None", "80");
    pod("a", "", "");
    pod("b", "sim.miniworks.dev/ready: never", "");
    pod("c", "sim.miniworks.dev/terminate-after: 1h", "");
    pod("d", "sim.miniworks.dev/exit-after: 0s", "");
    bench.delete("pods", "c");
    assertThat(endpoints())
        .extracting(
            endpoint -> Json.at(endpoint, "targetRef.name").asText(),
            endpoint -> endpoint.path("conditions").toString())
        .containsExactly(
            tuple("a", "{\"ready\":true,\"serving\":true,\"terminating\":false}"),
            tuple("b", "{\"ready\":false,\"serving\":false,\"terminating\":false}"),
            tuple("c", "{\"ready\":false,\"serving\":true,\"terminating\":true}"));
    JsonNode subset = bench.get("endpoints", "web", "subsets").path(0);
    assertThat(subset.path("addresses").path(0).at("/targetRef/name").asText()).isEqualTo("a");
    assertThat(subset.path("notReadyAddresses").path(0).at("/targetRef/name").asText())
        .isEqualTo("b");
    assertThat(slices().get(0).at("/metadata/labels").has("service.kubernetes.io/headless"))
        .isTrue();
  }

  @Test
  void unreadyPodsArePublishedOnDemand() {
    service("publishNotReadyAddresses: true", "80");
    pod("b", "sim.miniworks.dev/ready: never", "");
    assertThat(endpoints().get(0).at("/conditions/ready").asBoolean()).isTrue();
    assertThat(bench.get("endpoints", "web", "subsets").path(0).path("addresses")).hasSize(1);
  }

  @Test
  void aNamedPortIsLookedUpInThePod() {
    service("", "80, targetPort: http");
    pod("a", "", "ports: [{name: http, containerPort: 8080}]");
    pod("b", "", "ports: [{name: http, containerPort: 8081}]");
    assertThat(slices())
        .extracting(slice -> slice.path("ports").path(0).path("port").asInt())
        .containsExactlyInAnyOrder(8080, 8081);
  }

  @Test
  void aServiceWithoutPodsHasAnEmptySlice() {
    service("", "80");
    String name = slices().get(0).at("/metadata/name").asText();
    assertThat(slices().get(0).path("endpoints").isNull()).isTrue();
    pod("a", "", "");
    assertThat(slices().get(0).at("/metadata/name").asText()).isEqualTo(name);
    bench.delete("pods", "a");
    assertThat(slices()).hasSize(1);
    assertThat(endpoints()).isEmpty();
  }

  @Test
  void aSliceHoldsAHundredEndpoints() {
    service("", "80");
    for (int i = 0; i < 101; i++) {
      pod("p" + i, "", "");
    }
    assertThat(slices())
        .extracting(slice -> slice.path("endpoints").size())
        .containsExactlyInAnyOrder(100, 1);
  }

  @Test
  void aPodThatIsNoLongerSelectedLeaves() {
    service("", "80");
    pod("a", "", "");
    assertThat(endpoints()).hasSize(1);
    bench.patch("pods", "a", "", "{metadata: {labels: {app: other}}}");
    assertThat(endpoints()).isEmpty();
  }

  @Test
  void aServiceTakesItsEndpointsAlong() {
    service("", "80");
    bench.delete("services", "web");
    assertThat(bench.find("endpoints", "web")).isEmpty();
    assertThat(slices()).isEmpty();
  }

  private void service(String spec, String port) {
    bench.create(
        "v1",
        "services",
        "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, "
            + "ports: [{port: %s}], %s}}".formatted(port, spec));
  }

  private void pod(String name, String annotation, String container) {
    bench.pod(
        name,
        "labels: {app: web}, annotations: {%s}".formatted(annotation),
        "containers: [{name: c, image: 'a:1', %s}]".formatted(container));
  }

  private List<ObjectNode> slices() {
    return bench.client().list("discovery.k8s.io/v1", "endpointslices", "default");
  }

  private List<JsonNode> endpoints() {
    return slices().stream().flatMap(slice -> slice.path("endpoints").valueStream()).toList();
  }
}
