package dev.miniworks.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingBoundsTest {

  @ParameterizedTest(name = "{0} replicas, surge {1}, unavailable {2}: {3} and {4}")
  @CsvSource({
    // surge is rounded up, unavailability down
    "10, 25%, 25%,  3, 2",
    "4,  25%, 25%,  1, 1",
    "3,  25%, 25%,  1, 0",
    "1,  25%, 25%,  1, 0",
    "10, 1%,  99%,  1, 9",
    "10, 200%, 0,  20, 0",
    // both nothing after rounding: one may be unavailable
    "2,  0%,  1%,   0, 1",
    "1,  0%,  25%,  0, 1",
    "10, 0,   0%,   0, 1",
    // unavailability ends at the replicas
    "3,  0,   7,    0, 3",
    "3,  1,   100%, 1, 3",
    // nothing wanted, nothing to be unavailable
    "0,  25%, 25%,  0, 0",
    "0,  2,   5,    2, 0",
    // numbers as they are
    "10, 3,   2,    3, 2",
  })
  void resolve(int replicas, String surge, String unavailable, int maxSurge, int maxUnavailable) {
    RollingBounds bounds =
        RollingBounds.of(
            Samples.deploymentSpec(replicas, value(surge), value(unavailable)).getStrategy(),
            replicas);

    assertThat(bounds).isEqualTo(new RollingBounds(replicas, maxSurge, maxUnavailable));
    assertThat(bounds.maxTotal()).isEqualTo(replicas + maxSurge);
    assertThat(bounds.minAvailable()).isEqualTo(replicas - maxUnavailable);
  }

  @Test
  void recreateHasNeither() {
    assertThat(RollingBounds.of(Samples.recreateSpec(5).getStrategy(), 5))
        .isEqualTo(new RollingBounds(5, 0, 0));
  }

  @Test
  void withoutStrategyTheDefaultsHold() {
    assertThat(RollingBounds.of(null, 10)).isEqualTo(new RollingBounds(10, 3, 2));
    assertThat(
            RollingBounds.of(new DeploymentStrategyBuilder().withType("RollingUpdate").build(), 10))
        .isEqualTo(new RollingBounds(10, 3, 2));
  }

  @Test
  void aHugeSurgeDoesNotOverflow() {
    RollingBounds bounds =
        RollingBounds.of(Samples.deploymentSpec(10, Integer.MAX_VALUE, 0).getStrategy(), 10);

    assertThat(bounds.maxTotal()).isEqualTo(Integer.MAX_VALUE);
  }

  private static Object value(String text) {
    return text.endsWith("%") ? text : Integer.valueOf(text);
  }
}
