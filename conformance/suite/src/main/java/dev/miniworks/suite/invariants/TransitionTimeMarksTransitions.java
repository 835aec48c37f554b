package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A condition's transition time says since when the status is what it is. */
final class TransitionTimeMarksTransitions implements Invariant {

  @Override
  public String rule() {
    return "a condition's lastTransitionTime changes only with its status";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    history.replay(
        step -> {
          if (step.ownDoing() || step.before().isEmpty()) {
            return;
          }
          var entry = step.entry();
          for (var now : Facts.conditions(entry.object())) {
            Facts.condition(step.before().get(), now.type())
                .filter(before -> before.status().equals(now.status()))
                .filter(before -> !before.lastTransitionTime().equals(now.lastTransitionTime()))
                .ifPresent(
                    before ->
                        violations.add(
                            new Violation(
                                "%s of %s stayed %s, its time went from %s to %s"
                                    .formatted(
                                        now.type(),
                                        entry.name(),
                                        now.status(),
                                        before.lastTransitionTime(),
                                        now.lastTransitionTime()),
                                history.slice(entry, Set.of(entry.uid())))));
          }
        });
    return violations;
  }
}
