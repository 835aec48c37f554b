package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Nothing is taken from the hands of another controller, and nothing ownerless is deleted. */
final class OneControllerAtATime implements Invariant {

  @Override
  public String rule() {
    return "an object has one controller at most, never passes straight from one to another, and"
        + " is deleted by none but its own";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    history.replay(
        step -> {
          var entry = step.entry();
          var controllers =
              entry.object().getMetadata().getOwnerReferences().stream()
                  .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                  .count();
          var was = step.before().flatMap(Facts::controller).map(OwnerReference::getUid);
          var is = Facts.controller(entry.object()).map(OwnerReference::getUid);
          var slice = Set.of(entry.uid());
          if (controllers > 1) {
            violations.add(
                new Violation(
                    entry.name() + " has " + controllers + " controllers",
                    history.slice(entry, slice)));
          }
          if (was.isPresent() && is.isPresent() && !was.equals(is) && !step.ownDoing()) {
            violations.add(
                new Violation(
                    entry.name() + " was taken from its controller", history.slice(entry, slice)));
          }
          var deletedNow =
              Facts.deleting(entry.object())
                  && step.before().map(old -> !Facts.deleting(old)).orElse(true);
          if (deletedNow
              && was.isEmpty()
              && is.isEmpty()
              && !step.ownDoing()
              && !history.ownDeletion(entry.object())) {
            violations.add(
                new Violation(
                    entry.name() + " has no controller, yet one deleted it",
                    history.slice(entry, slice)));
          }
        });
    return violations;
  }
}
