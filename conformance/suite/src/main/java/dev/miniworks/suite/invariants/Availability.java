package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History.Step;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers how many available pods of a set its Deployment's controller may still believe in: what
 * the set has reported since the controller's last write but one. A loss reported since then may
 * not have reached the controller; one before has.
 */
final class Availability {

  /** The most that the set reported in two spans: up to the controller's last write, and since. */
  private record Reported(int before, int since) {}

  private final Map<String, Reported> bySet = new HashMap<>();

  /** Takes the step in; to be called when it has been judged. */
  void follow(Step step) {
    if (step.entry().object() instanceof ReplicaSet set) {
      if (step.entry().action() == Action.DELETED) {
        bySet.remove(step.entry().uid());
        return;
      }
      bySet.merge(
          step.entry().uid(),
          new Reported(0, Facts.available(set)),
          (old, now) -> new Reported(old.before(), Math.max(old.since(), now.since())));
    }
    deploymentThatWrote(step)
        .flatMap(step.view()::byUid)
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .ifPresent(
            deployment ->
                step.view()
                    .setsOf(deployment)
                    .forEach(
                        set ->
                            bySet.computeIfPresent(
                                set.getMetadata().getUid(),
                                (uid, old) -> new Reported(old.since(), Facts.available(set)))));
  }

  /** The most available pods of the set that its Deployment's controller may believe in. */
  int believed(ReplicaSet set) {
    var reported = bySet.getOrDefault(set.getMetadata().getUid(), new Reported(0, 0));
    return Math.max(Facts.available(set), Math.max(reported.before(), reported.since()));
  }

  /** A controller of Deployments writes their status, and makes and resizes their sets. */
  private static Optional<String> deploymentThatWrote(Step step) {
    if (step.ownDoing()) {
      return Optional.empty();
    }
    if (step.entry().object() instanceof Deployment) {
      return Optional.of(step.entry().uid());
    }
    if (step.entry().object() instanceof ReplicaSet set
        && step.before(ReplicaSet.class)
            .map(before -> Facts.replicas(before) != Facts.replicas(set))
            .orElse(true)) {
      return Facts.controller(set).map(OwnerReference::getUid);
    }
    return Optional.empty();
  }
}
