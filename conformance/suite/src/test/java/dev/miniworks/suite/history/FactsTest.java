package dev.miniworks.suite.history;

import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.recreate;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.rolling;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of a rollout, with the API's defaults and roundings. */
class FactsTest {

  @ParameterizedTest
  @CsvSource({
    "10, 25%, 25%, 3, 2",
    "1, 25%, 25%, 1, 0",
    "3, 0, 1%, 0, 1",
    "0, 25%, 25%, 0, 0",
    "2, 150%, 100%, 3, 2",
    "2, 1, 5, 1, 2"
  })
  void surgeRoundsUpAndUnavailabilityDown(
      int replicas, String surge, String unavailable, int expectedSurge, int expectedUnavailable) {
    var deployment =
        deployment("web", replicas(replicas), rolling(number(surge), number(unavailable)));
    assertThat(Facts.surge(deployment)).isEqualTo(expectedSurge);
    assertThat(Facts.unavailable(deployment)).isEqualTo(expectedUnavailable);
  }

  @Test
  void unsetBoundsAreAQuarterEach() {
    assertThat(Facts.surge(deployment("web", replicas(4)))).isEqualTo(1);
    assertThat(Facts.unavailable(deployment("web", replicas(4)))).isEqualTo(1);
  }

  @Test
  void recreateHasNeither() {
    assertThat(Facts.surge(deployment("web", replicas(4), recreate()))).isZero();
    assertThat(Facts.unavailable(deployment("web", replicas(4), recreate()))).isZero();
  }

  private static Object number(String text) {
    return text.endsWith("%") ? text : Integer.valueOf(text);
  }
}
