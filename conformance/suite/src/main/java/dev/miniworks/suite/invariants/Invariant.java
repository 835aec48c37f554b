package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.History;
import java.util.List;

/** A rule that every history of a scenario keeps, whatever the scenario is about. */
public interface Invariant {

  /** The rule in one sentence. */
  String rule();

  /** Where the history breaks the rule; empty when it keeps it. */
  List<Violation> check(History history);
}
