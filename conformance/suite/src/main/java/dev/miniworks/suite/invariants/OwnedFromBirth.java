package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.subject.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a controller makes carries its owner from the first version on. */
final class OwnedFromBirth implements Invariant {

  @Override
  public String rule() {
    return "every pod and set that a controller makes names that controller from birth";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var known = new HashSet<String>();
    history.replay(
        step -> {
          var entry = step.entry();
          known.add(entry.uid());
          if (entry.action() != Action.ADDED
              || step.ownDoing()
              || entry.kind() == Kind.DEPLOYMENT) {
            return;
          }
          var owner = Facts.controller(entry.object());
          if (owner.isEmpty()) {
            violations.add(
                new Violation(
                    entry.name() + " was made without a controller",
                    history.slice(entry, Set.of(entry.uid()))));
          } else if (!known.contains(owner.get().getUid())) {
            violations.add(
                new Violation(
                    "%s names a controller, %s, that never was"
                        .formatted(entry.name(), owner.get().getName()),
                    history.slice(entry, Set.of(entry.uid()))));
          }
        });
    return violations;
  }
}
