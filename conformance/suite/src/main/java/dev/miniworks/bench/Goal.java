package dev.miniworks.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the operator shall reach, with limits lifted on both sides.
 *
 * @param figure what is looked at, over the runs its median
 * @param limit what it may be at most
 */
record Goal(String title, Warmth warmth, Phase phase, Figure figure, Limit limit) {

  private static final double REACTION_MILLIS = 100;
  private static final double RSS_MIB = 250;

  private static final List<Phase> WORK = List.of(Phase.CREATE, Phase.UPDATE, Phase.ZERO);

  /** How a figure did against its limit. */
  record Verdict(double value, double limit, int digits) {

    boolean met() {
      return value <= limit;
    }
  }

  /** What a figure may be at most; empty when that was not measured. */
  interface Limit {
    OptionalDouble of(Results results, Goal goal);
  }

  static List<Goal> all() {
    return Stream.of(
            Stream.of(Warmth.WARM, Warmth.COLD)
                .flatMap(
                    warmth ->
                        WORK.stream()
                            .map(
                                phase ->
                                    goal(
                                        "not slower than native",
                                        warmth,
                                        phase,
                                        Figure.WALL,
                                        Goal::asNative))),
            WORK.stream()
                .map(
                    phase ->
                        goal(
                            "no more writes per pod than native",
                            Warmth.WARM,
                            phase,
                            Figure.WRITES_PER_POD,
                            Goal::asNative)),
            Stream.of(Phase.CREATE, Phase.UPDATE, Phase.REPLACE)
                .map(
                    phase ->
                        goal(
                            "reaction p99 within 100 ms",
                            Warmth.WARM,
                            phase,
                            Figure.REACTION_P99,
                            atMost(REACTION_MILLIS))),
            Stream.of(
                goal("no write", Warmth.WARM, Phase.REST, Figure.WRITES, atMost(0)),
                goal(
                    "resident in 250 MiB",
                    Warmth.WARM,
                    Phase.ZERO,
                    Figure.PEAK_RSS,
                    atMost(RSS_MIB))))
        .flatMap(goals -> goals)
        .toList();
  }

  /** How the contender did; empty when it was not measured. */
  Optional<Verdict> judge(Results results, Contender contender) {
    var value = results.median(contender, warmth, phase, figure);
    var most = limit.of(results, this);
    return value.isPresent() && most.isPresent()
        ? Optional.of(new Verdict(value.getAsDouble(), most.getAsDouble(), figure.digits()))
        : Optional.empty();
  }

  private static Goal goal(String wish, Warmth warmth, Phase phase, Figure figure, Limit limit) {
    return new Goal(
        "%s, %s: %s".formatted(phase.label(), warmth.label(), wish), warmth, phase, figure, limit);
  }

  private static OptionalDouble asNative(Results results, Goal goal) {
    return results.median(Contender.NATIVE, goal.warmth(), goal.phase(), goal.figure());
  }

  private static Limit atMost(double number) {
    return (results, goal) -> OptionalDouble.of(number);
  }
}
