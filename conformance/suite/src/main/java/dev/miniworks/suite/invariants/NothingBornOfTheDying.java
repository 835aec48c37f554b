package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An owner that is seen to be deleted gets no new children. */
final class NothingBornOfTheDying implements Invariant {

  @Override
  public String rule() {
    return "nothing is made for an owner that is seen to be deleted";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var deployments = new Specs<>(Deployment.class);
    var sets = new Specs<>(ReplicaSet.class);
    history.replay(
        step -> {
          deployments.follow(step);
          sets.follow(step);
          var entry = step.entry();
          if (entry.action() != Action.ADDED || step.ownDoing()) {
            return;
          }
          var owner = Facts.controller(entry.object());
          var versions =
              owner
                  .map(
                      ref ->
                          Stream.of(deployments, sets)
                              .flatMap(s -> s.inForce(ref.getUid()).stream()))
                  .orElse(Stream.empty())
                  .toList();
          if (!versions.isEmpty() && versions.stream().allMatch(Facts::deleting)) {
            violations.add(
                new Violation(
                    "%s was made for %s, which is being deleted"
                        .formatted(entry.name(), owner.orElseThrow().getName()),
                    history.slice(entry, Set.of(entry.uid(), owner.orElseThrow().getUid()))));
          }
        });
    return violations;
  }
}
