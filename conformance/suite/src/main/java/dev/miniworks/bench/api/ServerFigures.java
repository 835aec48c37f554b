package dev.miniworks.bench.api;

import java.util.Map;

/**
 * What was measured of one server in one run.
 *
 * @param version which Kubernetes it says it is
 * @param flaws what it does instead of what it cannot
 */
public record ServerFigures(
    Contender contender, String version, Map<Row, Outcome> outcomes, Map<Ability, String> flaws) {

  /** Copies what it is given. */
  public ServerFigures {
    outcomes = Map.copyOf(outcomes);
    flaws = Map.copyOf(flaws);
  }
}
