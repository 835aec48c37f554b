package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An owner that has been deleted, or is being deleted, gets no new children. */
final class NothingBornOfTheDying implements Invariant {

  @Override
  public String rule() {
    return "nothing is made for an owner that is being deleted";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    history.replay(
        step -> {
          var entry = step.entry();
          if (entry.action() != Action.ADDED || step.ownDoing()) {
            return;
          }
          Facts.controller(entry.object())
              .flatMap(ref -> step.view().byUid(ref.getUid()))
              .filter(Facts::deleting)
              .ifPresent(
                  owner ->
                      violations.add(
                          new Violation(
                              "%s was made for %s, which is being deleted"
                                  .formatted(entry.name(), owner.getMetadata().getName()),
                              history.slice(
                                  entry, Set.of(entry.uid(), owner.getMetadata().getUid())))));
        });
    return violations;
  }
}
