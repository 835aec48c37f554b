package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.History;
import java.util.List;
import java.util.stream.Collectors;

/** The rules of every scenario. */
public final class Invariants {

  /** All of them, in the order of their checks. */
  public static final List<Invariant> ALL =
      List.of(
          new OwnedFromBirth(),
          new OneControllerAtATime(),
          new NoPodBeyondReplicas(),
          new UnreadyPodsGoFirst(),
          new SurgeBound(),
          new AvailabilityBound(),
          new RecreateWithoutOverlap(),
          new NoNewSetWhilePaused(),
          new RevisionsIncrease(),
          new HistoryLimit(),
          new ObservedGenerationGrows(),
          new TransitionTimeMarksTransitions(),
          new CountersTellTheTruth(),
          new NoEmptyWrite(),
          new NothingBornOfTheDying());

  /** Those that look at the end alone. */
  public static final List<Invariant> AT_REST =
      ALL.stream()
          .filter(rule -> rule instanceof HistoryLimit || rule instanceof CountersTellTheTruth)
          .toList();

  private Invariants() {}

  /**
   * Checks rules.
   *
   * @throws AssertionError naming each broken rule, with the slice of history that shows it
   */
  public static void check(List<Invariant> rules, History history) {
    var broken =
        rules.stream()
            .flatMap(
                invariant ->
                    invariant.check(history).stream()
                        .limit(1)
                        .map(violation -> describe(history, invariant, violation)))
            .collect(Collectors.joining("\n"));
    if (!broken.isEmpty()) {
      throw new AssertionError(broken);
    }
  }

  private static String describe(History history, Invariant invariant, Violation violation) {
    return "rule broken: %s%n  %s%n%s"
        .formatted(invariant.rule(), violation.what(), history.render(violation.slice()));
  }
}
