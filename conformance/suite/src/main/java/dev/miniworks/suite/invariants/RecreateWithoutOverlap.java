package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Under Recreate the pods of two templates never live at the same time. */
final class RecreateWithoutOverlap implements Invariant {

  @Override
  public String rule() {
    return "under Recreate no pod is made while a pod of another template lives";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var specs = new Specs<>(Deployment.class);
    history.replay(
        step -> {
          specs.follow(step);
          var entry = step.entry();
          if (entry.kind() != Kind.POD || entry.action() != Action.ADDED || step.ownDoing()) {
            return;
          }
          var set = Facts.controller(entry.object()).map(OwnerReference::getUid);
          var versions =
              set.flatMap(step.view()::byUid)
                  .flatMap(Facts::controller)
                  .map(OwnerReference::getUid)
                  .map(specs::inForce)
                  .orElse(List.of());
          if (versions.isEmpty() || !versions.stream().allMatch(Facts::recreates)) {
            return;
          }
          step.view().setsOf(versions.get(versions.size() - 1)).stream()
              .filter(other -> !other.getMetadata().getUid().equals(set.orElseThrow()))
              .flatMap(other -> step.view().podsOf(other).stream())
              .filter(pod -> !Facts.ended(pod))
              .findFirst()
              .ifPresent(
                  pod ->
                      violations.add(
                          new Violation(
                              "%s was made while %s lived"
                                  .formatted(entry.name(), pod.getMetadata().getName()),
                              history.slice(
                                  entry, Set.of(entry.uid(), pod.getMetadata().getUid())))));
        });
    return violations;
  }
}
