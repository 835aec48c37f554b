package dev.miniworks.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the operator is measured, and who may talk to it. */
final class ObservationTest {

  private static final String WITHOUT_CRDS = "crds: {install: false}\n";

  @Test
  void unaskedThereIsNone() {
    assertThat(Chart.render(WITHOUT_CRDS).kinds())
        .doesNotContain("Service", "ServiceMonitor", "NetworkPolicy");
  }

  @Test
  void aServiceStandsBeforeTheMetrics() {
    Service service =
        Chart.render(
                WITHOUT_CRDS
                    + "healthPort: 9090\nmetrics: {service: {enabled: true, annotations: {a: b}}}")
            .one(Service.class);

    assertThat(service.getMetadata().getAnnotations()).containsExactly(Map.entry("a", "b"));
    assertThat(service.getSpec().getSelector()).isEqualTo(Chart.SELECTOR);
    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(service.getSpec().getPorts())
        .singleElement()
        .satisfies(
            port -> {
              assertThat(port.getName()).isEqualTo("metrics");
              assertThat(port.getPort()).isEqualTo(9090);
              assertThat(port.getTargetPort()).isEqualTo(new IntOrString("management"));
            });
  }

  @Test
  void aMonitorFindsTheService() {
    Rendered rendered =
        Chart.render(
            WITHOUT_CRDS
                + """
                metrics:
                  service: {enabled: true}
                  serviceMonitor: {enabled: true, interval: 1m, scrapeTimeout: 5s,
                    labels: {release: prometheus}}
                """);

    JsonNode monitor = rendered.ofKind("ServiceMonitor").get(0);
    Service service = rendered.one(Service.class);
    assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    assertThat(monitor.at("/spec/selector/matchLabels").properties())
        .isNotEmpty()
        .allSatisfy(
            label ->
                assertThat(service.getMetadata().getLabels())
                    .containsEntry(label.getKey(), label.getValue().asText()));
    assertThat(monitor.at("/spec/endpoints"))
        .containsExactly(
            Rendered.yaml("{port: metrics, path: /metrics, interval: 1m, scrapeTimeout: 5s}"));
  }

  @Test
  void aPolicyLetsRequestsOutToTheApiServerAlone() {
    NetworkPolicySpec policy =
        policy("networkPolicy: {enabled: true, apiServerPorts: [443, 8443]}");

    assertThat(policy.getPodSelector().getMatchLabels()).isEqualTo(Chart.SELECTOR);
    assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getIngress()).isEmpty();
    assertThat(policy.getEgress())
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getPorts())
                    .extracting(NetworkPolicyPort::getPort)
                    .containsExactly(new IntOrString(443), new IntOrString(8443)));
  }

  @Test
  void aPolicyLetsInWhoMayMeasure() {
    String measured = "metrics: {service: {enabled: true}}\n";

    NetworkPolicyIngressRule everyone =
        policy(measured + "networkPolicy: {enabled: true}").getIngress().get(0);
    NetworkPolicyIngressRule one =
        policy(measured + "networkPolicy: {enabled: true, metricsFrom: [{podSelector: {}}]}")
            .getIngress()
            .get(0);

    assertThat(everyone.getFrom()).isEmpty();
    assertThat(everyone.getPorts())
        .extracting(NetworkPolicyPort::getPort)
        .containsExactly(new IntOrString("management"));
    assertThat(one.getFrom())
        .singleElement()
        .satisfies(peer -> assertThat(peer.getPodSelector()).isNotNull());
    assertThat(one.getPorts()).isEqualTo(everyone.getPorts());
  }

  private static NetworkPolicySpec policy(String values) {
    return Chart.render(WITHOUT_CRDS + values).one(NetworkPolicy.class).getSpec();
  }
}
