package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The numbers of revisions only go up, and no two sets bear the same. */
final class RevisionsIncrease implements Invariant {

  @Override
  public String rule() {
    return "a set's revision, when given or changed, is above that of every other set of its"
        + " Deployment";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    history.replay(
        step -> {
          var entry = step.entry();
          if (step.ownDoing() || !(entry.object() instanceof ReplicaSet set)) {
            return;
          }
          var owner = Facts.controller(set).map(OwnerReference::getUid);
          var now = Facts.revision(set);
          var changed = now != step.before(HasMetadata.class).map(Facts::revision).orElse(0L);
          if (owner.isEmpty() || !changed) {
            return;
          }
          step.view().sets().stream()
              .filter(other -> !other.getMetadata().getUid().equals(entry.uid()))
              .filter(other -> Facts.controller(other).map(OwnerReference::getUid).equals(owner))
              .filter(other -> Facts.revision(other) >= now)
              .findFirst()
              .ifPresent(
                  other ->
                      violations.add(
                          new Violation(
                              "%s became revision %d while %s has %d"
                                  .formatted(
                                      entry.name(),
                                      now,
                                      other.getMetadata().getName(),
                                      Facts.revision(other)),
                              history.slice(
                                  entry, Set.of(entry.uid(), other.getMetadata().getUid())))));
        });
    return violations;
  }
}
