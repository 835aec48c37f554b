package dev.miniworks.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.cluster.EventCorrelator.Verdict;
import dev.miniworks.operator.workload.EventDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events stay few, whatever controllers say. */
final class EventCorrelatorTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final EventCorrelator correlator = new EventCorrelator();
  private int names;

  @Test
  void theSameEventAgainCountsUp() {
    Verdict first = judge("web", "Created", "a", START);
    Verdict second = judge("web", "Created", "a", START.plusSeconds(1));
    assertThat(first).isInstanceOf(Verdict.Create.class);
    assertThat(second)
        .isEqualTo(new Verdict.Repeat("event-1", "a", 2, START, START.plusSeconds(1)));
  }

  @Test
  void fromTheTenthDifferentMessageOnSimilarEventsBecomeOne() {
    List<Verdict> verdicts =
        IntStream.range(0, 12)
            .mapToObj(i -> judge("web", "Created", "pod " + i, START.plusSeconds(i)))
            .toList();
    assertThat(verdicts.subList(0, 9))
        .allMatch(v -> v instanceof Verdict.Create c && c.message().startsWith("pod "));
    assertThat(verdicts.get(9))
        .isInstanceOfSatisfying(
            Verdict.Create.class,
            combined ->
                assertThat(combined.message()).isEqualTo("(combined from similar events): pod 9"));
    assertThat(verdicts.get(11))
        .isInstanceOfSatisfying(
            Verdict.Repeat.class, again -> assertThat(again.count()).isEqualTo(3));
  }

  @Test
  void aQuietTimeEndsTheCombining() {
    IntStream.range(0, 10).forEach(i -> judge("web", "Created", "pod " + i, START));
    Instant later = START.plus(EventCorrelator.WINDOW).plusSeconds(1);
    assertThat(judge("web", "Created", "pod 10", later))
        .isInstanceOfSatisfying(
            Verdict.Create.class, c -> assertThat(c.message()).isEqualTo("pod 10"));
  }

  @Test
  void anObjectGetsABurstAndThenOneInFiveMinutes() {
    List<Verdict> burst =
        IntStream.range(0, 30).mapToObj(i -> judge("web", "Reason" + i, "m", START)).toList();
    assertThat(burst.subList(0, 25)).noneMatch(Verdict.Drop.class::isInstance);
    assertThat(burst.subList(25, 30)).allMatch(Verdict.Drop.class::isInstance);
    Instant later = START.plus(EventCorrelator.REFILL);
    assertThat(judge("web", "Later", "m", later)).isInstanceOf(Verdict.Create.class);
    assertThat(judge("web", "Later", "m", later)).isInstanceOf(Verdict.Drop.class);
  }

  @Test
  void oneObjectsNoiseDoesNotSilenceAnother() {
    IntStream.range(0, 40).forEach(i -> judge("noisy", "Reason" + i, "m", START));
    assertThat(judge("quiet", "Created", "a", START)).isInstanceOf(Verdict.Create.class);
  }

  @Test
  void droppedEventsDoNotEatTheBudgetOfLaterOnes() {
    IntStream.range(0, 1000).forEach(i -> judge("web", "Reason" + i, "m", START));
    assertThat(judge("web", "Later", "m", START.plus(Duration.ofMinutes(5))))
        .isInstanceOf(Verdict.Create.class);
  }

  private Verdict judge(String object, String reason, String message, Instant at) {
    return correlator.judge(
        "controller",
        object,
        new EventDraft(EventDraft.Type.NORMAL, reason, message),
        at,
        () -> "event-" + ++names);
  }
}
