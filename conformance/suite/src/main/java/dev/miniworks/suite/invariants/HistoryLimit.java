package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A finished rollout leaves no more old sets than the history limit. */
final class HistoryLimit implements Invariant {

  @Override
  public String rule() {
    return "a complete Deployment at rest keeps revisionHistoryLimit old sets at most";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var end = history.end();
    for (var deployment : end.deployments()) {
      var old = end.setsOf(deployment).size() - 1;
      var limit = Facts.orElse(deployment.getSpec().getRevisionHistoryLimit(), 10);
      if (Facts.complete(deployment) && !Facts.deleting(deployment) && old > limit) {
        violations.add(
            new Violation(
                "%s keeps %d old sets, its limit is %d"
                    .formatted(deployment.getMetadata().getName(), old, limit),
                lastEntry(history, deployment)));
      }
    }
    return violations;
  }

  private static List<dev.miniworks.suite.history.Entry> lastEntry(
      History history, Deployment deployment) {
    var uids =
        history.end().setsOf(deployment).stream()
            .map(set -> set.getMetadata().getUid())
            .collect(Collectors.toSet());
    uids.add(deployment.getMetadata().getUid());
    return Optional.of(history.entries())
        .filter(entries -> !entries.isEmpty())
        .map(entries -> history.slice(entries.get(entries.size() - 1), uids))
        .orElse(List.of());
  }
}
