package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A paused Deployment starts no rollout. */
final class NoNewSetWhilePaused implements Invariant {

  @Override
  public String rule() {
    return "a paused Deployment makes no new set";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var specs = new Specs<>(Deployment.class);
    history.replay(
        step -> {
          specs.follow(step);
          var entry = step.entry();
          if (!entry.kind().isSet() || entry.action() != Action.ADDED || step.ownDoing()) {
            return;
          }
          var versions =
              Facts.controller(entry.object())
                  .map(OwnerReference::getUid)
                  .map(specs::inForce)
                  .orElse(List.of());
          if (!versions.isEmpty()
              && versions.stream().allMatch(d -> Boolean.TRUE.equals(d.getSpec().getPaused()))) {
            violations.add(
                new Violation(
                    entry.name() + " was made while its Deployment was paused",
                    history.slice(
                        entry, Set.of(entry.uid(), versions.get(0).getMetadata().getUid()))));
          }
        });
    return violations;
  }
}
