package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A set never makes a pod too many, not even for a moment. */
final class NoPodBeyondReplicas implements Invariant {

  @Override
  public String rule() {
    return "a set makes no pod while it has all it wants";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var specs = new Specs<>(ReplicaSet.class);
    history.replay(
        step -> {
          specs.follow(step);
          var entry = step.entry();
          if (entry.kind() != Kind.POD || entry.action() != Action.ADDED || step.ownDoing()) {
            return;
          }
          Facts.controller(entry.object())
              .flatMap(ref -> step.view().byUid(ref.getUid()))
              .ifPresent(
                  set -> {
                    var uid = set.getMetadata().getUid();
                    var wanted =
                        specs.inForce(uid).stream().mapToInt(Facts::replicas).max().orElse(0);
                    var active = step.view().activePodsOf(set).size();
                    if (active > wanted) {
                      violations.add(
                          new Violation(
                              "%s wants %d pods and made number %d"
                                  .formatted(set.getMetadata().getName(), wanted, active),
                              history.slice(entry, Set.of(uid))));
                    }
                  });
        });
    return violations;
  }
}
