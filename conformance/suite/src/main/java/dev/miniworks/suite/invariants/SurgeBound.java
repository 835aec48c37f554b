package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.history.History.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** A rollout never asks for more pods than replicas and surge allow. */
final class SurgeBound implements Invariant {

  @Override
  public String rule() {
    return "a Deployment grows its sets to replicas + maxSurge at most, together";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var specs = new Specs<>(Deployment.class);
    history.replay(
        step -> {
          specs.follow(step);
          if (step.ownDoing()) {
            return;
          }
          grownSet(step)
              .flatMap(Facts::controller)
              .map(OwnerReference::getUid)
              .flatMap(step.view()::byUid)
              .ifPresent(owner -> judge(history, step, owner, specs).ifPresent(violations::add));
        });
    return violations;
  }

  private static Optional<ReplicaSet> grownSet(Step step) {
    if (!(step.entry().object() instanceof ReplicaSet set)) {
      return Optional.empty();
    }
    var before = step.before(ReplicaSet.class).map(Facts::replicas).orElse(0);
    return Facts.replicas(set) > before ? Optional.of(set) : Optional.empty();
  }

  private static Optional<Violation> judge(
      History history, Step step, HasMetadata owner, Specs<Deployment> specs) {
    var versions = specs.inForce(owner.getMetadata().getUid());
    var bound = versions.stream().mapToInt(d -> Facts.replicas(d) + Facts.surge(d)).max();
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    var sets = step.view().setsOf(versions.get(versions.size() - 1));
    var sum = sets.stream().mapToInt(Facts::replicas).sum();
    if (sum <= bound.getAsInt()) {
      return Optional.empty();
    }
    var uids = new HashSet<String>();
    sets.forEach(set -> uids.add(set.getMetadata().getUid()));
    uids.add(owner.getMetadata().getUid());
    return Optional.of(
        new Violation(
            "the sets of %s want %d pods, allowed are %d"
                .formatted(owner.getMetadata().getName(), sum, bound.getAsInt()),
            history.slice(step.entry(), uids)));
  }
}
