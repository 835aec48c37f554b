package dev.miniworks.operator.workload;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the conditions of all kinds have in common: words, times, and lists keyed by type. */
public final class Conditions {

  public static final String TRUE = "True";
  public static final String FALSE = "False";
  public static final String UNKNOWN = "Unknown";

  /** Says that pods could not be made or deleted. */
  public static final String REPLICA_FAILURE = "ReplicaFailure";

  /** The reason given when the API server refuses the pod template. */
  public static final String INVALID_TEMPLATE = "InvalidTemplate";

  private Conditions() {}

  /** A moment as the API writes it: UTC, in whole seconds. */
  public static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The condition of this type. */
  public static <C> Optional<C> find(List<C> conditions, Function<C, String> type, String wanted) {
    return conditions.stream().filter(condition -> wanted.equals(type.apply(condition))).findAny();
  }

  /** The list without the conditions of this type. */
  public static <C> List<C> without(List<C> conditions, Function<C, String> type, String unwanted) {
    return conditions.stream()
        .filter(condition -> !unwanted.equals(type.apply(condition)))
        .collect(Collectors.toUnmodifiableList());
  }

  /** The list with this condition at its end, in place of the one of its type. */
  public static <C> List<C> with(List<C> conditions, Function<C, String> type, C condition) {
    return Stream.concat(
            without(conditions, type, type.apply(condition)).stream(), Stream.of(condition))
        .collect(Collectors.toUnmodifiableList());
  }
}
