package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.history.History.Step;
import dev.miniworks.suite.history.View;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A rollout never takes away an available pod that is needed. Looks at each step by which a
 * Deployment shrinks a set of its own accord; a step that follows from scaling the Deployment (it
 * rewrites the set's desired replicas) is bound by the shares, not by availability, and so is the
 * whole of Recreate.
 */
final class AvailabilityBound implements Invariant {

  @Override
  public String rule() {
    return "a rollout leaves at least replicas - maxUnavailable pods available";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var specs = new Specs<>(Deployment.class);
    var availability = new Availability();
    history.replay(
        step -> {
          specs.follow(step);
          if (!step.ownDoing() && shrinksOfItsOwnAccord(step)) {
            judge(history, step, specs, availability).ifPresent(violations::add);
          }
          availability.follow(step);
        });
    return violations;
  }

  private static boolean shrinksOfItsOwnAccord(Step step) {
    if (!(step.entry().object() instanceof ReplicaSet set)) {
      return false;
    }
    var before = step.before(ReplicaSet.class);
    return before.isPresent()
        && Facts.replicas(set) < Facts.replicas(before.get())
        && Facts.annotation(set, Facts.DESIRED_REPLICAS)
            .equals(Facts.annotation(before.get(), Facts.DESIRED_REPLICAS));
  }

  private static Optional<Violation> judge(
      History history, Step step, Specs<Deployment> specs, Availability availability) {
    var set = (ReplicaSet) step.entry().object();
    var before = step.before(ReplicaSet.class).orElseThrow();
    var lost = kept(before, availability) - kept(set, availability);
    var versions =
        Facts.controller(set).map(OwnerReference::getUid).map(specs::inForce).orElse(List.of());
    if (lost <= 0 || versions.isEmpty() || versions.stream().anyMatch(Facts::recreates)) {
      return Optional.empty();
    }
    var deployment = versions.get(versions.size() - 1);
    var bound =
        versions.stream().mapToInt(d -> Facts.replicas(d) - Facts.unavailable(d)).min().orElse(0);
    var left = available(step.view(), deployment, availability);
    if (left >= bound) {
      return Optional.empty();
    }
    var uids = new HashSet<String>();
    step.view().setsOf(deployment).forEach(s -> uids.add(s.getMetadata().getUid()));
    uids.add(deployment.getMetadata().getUid());
    return Optional.of(
        new Violation(
            "shrinking %s leaves %d pods of %s available, at least %d have to be"
                .formatted(step.entry().name(), left, deployment.getMetadata().getName(), bound),
            history.slice(step.entry(), uids)));
  }

  private static int available(View view, Deployment deployment, Availability availability) {
    return view.setsOf(deployment).stream().mapToInt(set -> kept(set, availability)).sum();
  }

  private static int kept(ReplicaSet set, Availability availability) {
    return Math.min(Facts.replicas(set), availability.believed(set));
  }
}
