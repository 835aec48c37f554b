package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * A condition's transition time says since when the status is what it is. A controller that has not
 * yet seen its own first report of a status may report it once more, with another time.
 */
final class TransitionTimeMarksTransitions implements Invariant {

  @Override
  public String rule() {
    return "a condition's lastTransitionTime changes only with its status";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var reports = new HashMap<String, Integer>();
    history.replay(
        step -> {
          var entry = step.entry();
          for (var now : Facts.conditions(entry.object())) {
            var before = step.before().flatMap(old -> Facts.condition(old, now.type()));
            var same = before.filter(old -> old.status().equals(now.status())).isPresent();
            var report =
                reports.merge(
                    entry.uid() + "/" + now.type(), 1, (old, one) -> same ? old + one : one);
            if (same && report > 2 && !step.ownDoing() && moved(before.orElseThrow(), now)) {
              violations.add(
                  new Violation(
                      "%s of %s stayed %s, its time went from %s to %s"
                          .formatted(
                              now.type(),
                              entry.name(),
                              now.status(),
                              before.orElseThrow().lastTransitionTime(),
                              now.lastTransitionTime()),
                      history.slice(entry, Set.of(entry.uid()))));
            }
          }
        });
    return violations;
  }

  private static boolean moved(Facts.Condition before, Facts.Condition now) {
    return !before.lastTransitionTime().equals(now.lastTransitionTime());
  }
}
