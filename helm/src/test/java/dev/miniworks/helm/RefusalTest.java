package dev.miniworks.helm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that make no sense are refused, with the place and the reason. */
final class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          family: both                                  | '/family'
          family: NATIVE                                | '/family'
          replicas: -1                                  | '/replicas'
          replicas: two                                 | '/replicas'
          replcas: 2                                    | 'replcas' not allowed
          leaderElection: {enable: true}                | '/leaderElection': additional properties 'enable'
          namespaces: a                                 | '/namespaces'
          namespaces: [a, a]                            | '/namespaces'
          namespaces: [A]                               | '/namespaces/0'
          namespaces: ['a,b']                           | '/namespaces/0'
          image: {repository: ''}                       | '/image/repository'
          image: {digest: latest}                       | '/image/digest'
          image: {pullPolicy: Sometimes}                | '/image/pullPolicy'
          controllers: {maxInFlight: 0}                 | '/controllers/maxInFlight'
          controllers: {apiQps: -1}                     | '/controllers/apiQps'
          logLevel: loud                                | '/logLevel'
          healthPort: 80                                | '/healthPort'
          podSecurityContext: {runAsUser: 0}            | '/podSecurityContext/runAsUser'
          podSecurityContext: {runAsNonRoot: false}     | '/podSecurityContext': additional properties 'runAsNonRoot'
          podDisruptionBudget: {maxUnavailable: 0}      | '/podDisruptionBudget/maxUnavailable'
          metrics: {serviceMonitor: {interval: soon}}   | '/metrics/serviceMonitor/interval'
          networkPolicy: {apiServerPorts: []}           | '/networkPolicy/apiServerPorts'
          topologySpreadConstraints: [{maxSkew: 1}]     | '/topologySpreadConstraints/0'
          """)
  void bySchema(String values, String place) {
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          leaderElection: {enabled: false}              | replicas: 2 instances would all work at once.
          serviceAccount: {create: false}               | serviceAccount.name: needed when serviceAccount.create is false
          metrics: {serviceMonitor: {enabled: true}}    | Set metrics.service.enabled to true as well.
          """)
  void byTheirCombination(String values, String reason) {
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(reason);
  }

  @Test
  void aParentChartsValuesAreNot() {
    assertThatCode(() -> Chart.render("global: {imageRegistry: x}")).doesNotThrowAnyException();
  }

  @Test
  void aClusterThatIsTooOldIsRefused() {
    assertThatThrownBy(() -> Chart.render("", "1.28.0"))
        .hasMessageContaining("chart requires kubeVersion: >=1.29.0");
  }
}
