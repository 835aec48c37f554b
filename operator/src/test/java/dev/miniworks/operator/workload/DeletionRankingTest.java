package dev.miniworks.operator.workload;

import static dev.miniworks.operator.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.testing.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionRankingTest {

  private static final DeletionRanking RANKING =
      new DeletionRanking(Map.of("crowded", 3, "lonely", 1), NOW);

  @Test
  void eachRuleDecidesUnlessAnEarlierOneDoes() {
    // Each pod beats the next by the rule named and is worse by every later rule that can be.
    List<PodView> inOrder =
        List.of(
            pod("unassigned", "", PodPhase.PENDING, -1, "9", 0, 0, 9000),
            pod("pending", "lonely", PodPhase.PENDING, -1, "9", 0, 0, 9000),
            pod("unknown", "lonely", PodPhase.UNKNOWN, -1, "9", 0, 0, 9000),
            pod("unready", "lonely", PodPhase.RUNNING, -1, "9", 0, 0, 9000),
            pod("cheap", "lonely", PodPhase.RUNNING, 8000, "-5", 0, 0, 9000),
            pod("crowded", "crowded", PodPhase.RUNNING, 8000, "0", 0, 0, 9000),
            pod("ready-lately", "lonely", PodPhase.RUNNING, 10, "0", 0, 0, 9000),
            pod("restarted", "lonely", PodPhase.RUNNING, 8000, "0", 5, 0, 9000),
            pod("sidecar", "lonely", PodPhase.RUNNING, 8000, "0", 4, 7, 9000),
            pod("young", "lonely", PodPhase.RUNNING, 8000, "0", 4, 6, 8100),
            pod("old", "lonely", PodPhase.RUNNING, 8000, "0", 4, 6, 90000));
    List<PodView> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, new Random(7));

    assertThat(RANKING.first(inOrder.size(), shuffled))
        .extracting(pod -> pod.meta().name())
        .containsExactlyElementsOf(inOrder.stream().map(pod -> pod.meta().name()).toList());
  }

  @Test
  void agesOfOnePowerOfTwoAreLeftToChance() {
    // 5000 and 8000 seconds lie between 2^42 and 2^43 nanoseconds, 9000 beyond.
    PodView younger = pod("b", "lonely", PodPhase.RUNNING, 5000, "0", 0, 0, 9500);
    PodView older = pod("a", "lonely", PodPhase.RUNNING, 8000, "0", 0, 0, 9500);
    PodView oldest = pod("0", "lonely", PodPhase.RUNNING, 9000, "0", 0, 0, 9500);

    assertThat(RANKING.first(3, List.of(oldest, younger, older)))
        .extracting(pod -> pod.meta().name())
        .containsExactly("a", "b", "0");
  }

  @Test
  void aReadyPodWithoutTimeGoesFirst() {
    PodView timed = pod("a", "lonely", PodPhase.RUNNING, 1, "0", 0, 0, 10);
    PodView untimed =
        new PodView(timed.meta(), PodPhase.RUNNING, timed.node(), true, Optional.empty(), 0, 0);

    assertThat(RANKING.order().compare(untimed, timed)).isNegative();
    assertThat(RANKING.order().compare(timed, untimed)).isPositive();
  }

  @ParameterizedTest(name = "\"{0}\" costs {1}")
  @CsvSource({
    "5, 5",
    "-5, -5",
    "0, 0",
    "2147483647, 2147483647",
    "-2147483648, -2147483648",
    "2147483648, 0",
    "+10, 0",
    "007, 0",
    "'', 0",
    "-, 0",
    "1.5, 0",
    "ten, 0",
  })
  void costIsAPlainInteger(String text, int cost) {
    PodView pod = pod("a", "lonely", PodPhase.RUNNING, 1, text, 0, 0, 10);

    assertThat(DeletionRanking.cost(pod)).isEqualTo(cost);
  }

  @Test
  void withoutAnnotationItIsZero() {
    assertThat(DeletionRanking.cost(Samples.readyPod(Samples.meta("a")))).isZero();
  }

  @Test
  void theChoiceDependsOnThePodsNotOnTheirOrder() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<PodView> pods = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        // Few different ages and restarts, so that circles between the rules occur.
        pods.add(
            pod(
                "pod-" + i,
                "lonely",
                PodPhase.RUNNING,
                5000 + random.nextInt(3),
                "0",
                random.nextInt(3),
                0,
                9500));
      }
      List<PodView> first = RANKING.first(20, pods);
      Collections.shuffle(pods, random);

      assertThat(RANKING.first(20, pods)).as("seed %d", seed).isEqualTo(first);
    }
  }

  private static PodView pod(
      String name,
      String node,
      PodPhase phase,
      int readyFor,
      String cost,
      int restarts,
      int sidecarRestarts,
      int age) {
    Instant created = NOW.minusSeconds(age);
    return new PodView(
        Samples.createdAt(
            Samples.withAnnotations(
                Samples.meta(name), Map.of(Annotations.POD_DELETION_COST, cost)),
            created),
        phase,
        Optional.of(node).filter(n -> !n.isEmpty()),
        readyFor >= 0,
        readyFor >= 0 ? Optional.of(NOW.minusSeconds(readyFor)) : Optional.empty(),
        restarts,
        sidecarRestarts);
  }
}
