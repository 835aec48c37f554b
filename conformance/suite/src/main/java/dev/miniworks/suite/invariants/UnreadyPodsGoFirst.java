package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Entry;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set that has to give up pods spares those that serve. The deletions of one round run at the
 * same time, so a sacrifice counts as wrong only when the pod that ought to have gone is left over.
 */
final class UnreadyPodsGoFirst implements Invariant {

  @Override
  public String rule() {
    return "a set deletes no ready pod while it keeps one that never becomes ready";
  }

  @Override
  public List<Violation> check(History history) {
    var survivors = new HashSet<String>();
    history.end().pods().stream()
        .filter(pod -> Facts.active(pod) && !Facts.ready(pod))
        .forEach(pod -> survivors.add(pod.getMetadata().getUid()));
    var wasReadyAt = lastReady(history);
    var violations = new ArrayList<Violation>();
    history.replay(
        step -> {
          var entry = step.entry();
          var sacrificed =
              entry.kind() == Kind.POD
                  && step.before(Pod.class)
                      .filter(pod -> Facts.active(pod) && Facts.ready(pod))
                      .isPresent()
                  && Facts.deleting(entry.object())
                  && !history.ownDeletion(entry.object());
          if (!sacrificed) {
            return;
          }
          Facts.controller(entry.object())
              .flatMap(ref -> step.view().byUid(ref.getUid()))
              .filter(ReplicaSet.class::isInstance)
              .filter(set -> !Facts.deleting(set))
              .ifPresent(
                  set ->
                      step.view().activePodsOf(set).stream()
                          .filter(pod -> survivors.contains(pod.getMetadata().getUid()))
                          .filter(pod -> !readyAfter(wasReadyAt, pod, entry))
                          .findFirst()
                          .ifPresent(
                              spared ->
                                  violations.add(
                                      new Violation(
                                          "%s was ready and deleted, %s was not and stayed"
                                              .formatted(
                                                  entry.name(), spared.getMetadata().getName()),
                                          history.slice(
                                              entry,
                                              Set.of(
                                                  entry.uid(),
                                                  spared.getMetadata().getUid(),
                                                  set.getMetadata().getUid()))))));
        });
    return violations;
  }

  private static boolean readyAfter(Map<String, Long> lastReady, Pod pod, Entry entry) {
    return lastReady.getOrDefault(pod.getMetadata().getUid(), 0L) >= entry.version();
  }

  private static Map<String, Long> lastReady(History history) {
    var versions = new HashMap<String, Long>();
    for (var entry : history.entries()) {
      if (entry.object() instanceof Pod pod && Facts.ready(pod)) {
        versions.put(entry.uid(), entry.version());
      }
    }
    return versions;
  }
}
