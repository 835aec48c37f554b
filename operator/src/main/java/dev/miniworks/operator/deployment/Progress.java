package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Conditions;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells how a rollout comes along, in the Progressing condition. Its {@code lastUpdateTime} is the
 * clock that the progress deadline runs by.
 */
final class Progress {

  static final String TYPE = "Progressing";

  private static final String AVAILABLE = "NewReplicaSetAvailable";
  private static final String PAUSED = "DeploymentPaused";
  private static final String CREATE_ERROR = "ReplicaSetCreateError";
  private static final String TIMED_OUT = "ProgressDeadlineExceeded";

  private Progress() {}

  /** The conditions with what this round has to say of progress. */
  static ConditionList update(
      DeploymentSnapshot snapshot,
      DeploymentPlan plan,
      Outcome outcome,
      Rollout rollout,
      ConditionList before) {
    Situation situation = Situation.of(snapshot, rollout);
    if (situation == Situation.DELETING) {
      return before;
    }
    if (snapshot.template() instanceof TemplateVerdict.Rejected rejected) {
      return rejected(before, rejected.message());
    }
    // Once the template is accepted that refusal is history, and progress has nothing to go by.
    ConditionList cleared =
        before.has(TYPE, Conditions.INVALID_TEMPLATE) ? before.without(TYPE) : before;
    if (deadline(snapshot).isEmpty()) {
      return situation == Situation.ROLLOUT ? cleared.without(TYPE) : cleared;
    }
    ConditionList noted = note(plan, outcome, rollout, pause(rollout, cleared));
    return situation == Situation.ROLLOUT && createFailure(outcome).isEmpty()
        ? evaluate(snapshot, plan, rollout, noted)
        : noted;
  }

  /** When the deadline will have to be looked at, if nothing happens before. */
  static Optional<Duration> lookAgainAfter(DeploymentSnapshot snapshot, DeploymentStatus next) {
    boolean waits =
        !snapshot.deployment().meta().deleting()
            && !Boolean.TRUE.equals(snapshot.deployment().spec().getPaused());
    // A second on top, since the condition's time has lost its fraction of one.
    return deadline(snapshot)
        .filter(deadline -> waits)
        .flatMap(
            deadline ->
                Conditions.find(next.getConditions(), DeploymentCondition::getType, TYPE)
                    .filter(Progress::canTimeOut)
                    .map(condition -> updatedAt(condition).plus(deadline).plusSeconds(1)))
        .map(at -> Duration.between(snapshot.now(), at))
        .filter(wait -> !wait.isNegative());
  }

  /** A create of the current set that failed in a way worth telling. */
  static Optional<Failure> createError(Outcome outcome) {
    return createFailure(outcome)
        .filter(
            failure ->
                switch (failure.cause()) {
                  case CONFLICT, NAME_TAKEN, NAMESPACE_TERMINATING -> false;
                  case NOT_FOUND, FORBIDDEN, INVALID, OTHER -> true;
                });
  }

  /** What to say of such a failure. */
  static String createErrorMessage(DeploymentPlan plan, Failure failure) {
    return "Replica set \"%s\" could not be created: %s"
        .formatted(created(plan).orElse(""), failure.message());
  }

  /** A create of the current set that failed, for whatever cause. */
  static Optional<Failure> createFailure(Outcome outcome) {
    return outcome.failures().stream()
        .filter(failure -> failure.verb() == Failure.Verb.CREATE)
        .findFirst();
  }

  private static ConditionList rejected(ConditionList before, String words) {
    boolean said =
        before.has(TYPE, Conditions.INVALID_TEMPLATE)
            && before.find(TYPE).map(DeploymentCondition::getMessage).equals(Optional.of(words));
    return said
        ? before
        : before.withFresh(TYPE, Conditions.FALSE, Conditions.INVALID_TEMPLATE, words);
  }

  /** Stops the clock for a pause and starts it anew after; a missed deadline stays missed. */
  private static ConditionList pause(Rollout rollout, ConditionList before) {
    boolean paused = Boolean.TRUE.equals(rollout.deployment().spec().getPaused());
    if (before.has(TYPE, TIMED_OUT) || paused == before.has(TYPE, PAUSED)) {
      return before;
    }
    return paused
        ? before.with(TYPE, Conditions.UNKNOWN, PAUSED, "The rollout is paused.")
        : before.with(TYPE, Conditions.UNKNOWN, "DeploymentResumed", "The rollout is resumed.");
  }

  /** Notes that the current set was created, could not be, or was there already. */
  private static ConditionList note(
      DeploymentPlan plan, Outcome outcome, Rollout rollout, ConditionList before) {
    Optional<Failure> error = createError(outcome);
    if (error.isPresent()) {
      return before.with(
          TYPE, Conditions.FALSE, CREATE_ERROR, createErrorMessage(plan, error.get()));
    }
    Optional<String> created = created(plan).filter(name -> outcome.failures().isEmpty());
    if (created.isPresent()) {
      return before.with(
          TYPE,
          Conditions.TRUE,
          "NewReplicaSetCreated",
          "Replica set \"%s\" was created.".formatted(created.get()));
    }
    Optional<ReplicaSetView> found = rollout.revisions().current();
    return found.isPresent() && before.find(TYPE).isEmpty()
        ? before.with(
            TYPE,
            Conditions.TRUE,
            "FoundNewReplicaSet",
            "Replica set \"%s\" was found.".formatted(found.get().meta().name()))
        : before;
  }

  /** Judges the rollout; one that was complete is not judged again until the next begins. */
  private static ConditionList evaluate(
      DeploymentSnapshot snapshot, DeploymentPlan plan, Rollout rollout, ConditionList before) {
    Counts counts = Counts.of(rollout.revisions());
    if (counts.replicas() == counts.updated() && before.has(TYPE, AVAILABLE)) {
      return before;
    }
    String subject = subject(plan, rollout);
    if (counts.complete(rollout.replicas())) {
      return before.with(TYPE, Conditions.TRUE, AVAILABLE, subject + " is complete.");
    }
    if (counts.progressedSince(Counts.of(snapshot.deployment().status()))) {
      return before.withFresh(
          TYPE, Conditions.TRUE, "ReplicaSetUpdated", subject + " is progressing.");
    }
    return timedOut(snapshot, before)
        ? before.with(
            TYPE, Conditions.FALSE, TIMED_OUT, subject + " has made no progress for too long.")
        : before;
  }

  private static boolean timedOut(DeploymentSnapshot snapshot, ConditionList before) {
    return before
        .find(TYPE)
        .filter(Progress::canTimeOut)
        .map(condition -> updatedAt(condition).plus(deadline(snapshot).orElseThrow()))
        .filter(at -> at.isBefore(snapshot.now()))
        .isPresent();
  }

  private static boolean canTimeOut(DeploymentCondition condition) {
    return !AVAILABLE.equals(condition.getReason()) && !TIMED_OUT.equals(condition.getReason());
  }

  private static Instant updatedAt(DeploymentCondition condition) {
    return Instant.parse(
        Objects.requireNonNullElse(condition.getLastUpdateTime(), "1970-01-01T00:00:00Z"));
  }

  private static String subject(DeploymentPlan plan, Rollout rollout) {
    Meta deployment = rollout.deployment().meta();
    return rollout
        .revisions()
        .current()
        .map(set -> set.meta().name())
        .or(() -> created(plan))
        .map("Replica set \"%s\""::formatted)
        .orElseGet(() -> "Deployment \"%s\"".formatted(deployment.name()));
  }

  private static Optional<String> created(DeploymentPlan plan) {
    return plan.actions().stream()
        .filter(DeploymentAction.CreateSet.class::isInstance)
        .map(action -> ((DeploymentAction.CreateSet) action).name())
        .findFirst();
  }

  private static Optional<Duration> deadline(DeploymentSnapshot snapshot) {
    DeploymentSpec spec = snapshot.deployment().spec();
    return Optional.ofNullable(spec.getProgressDeadlineSeconds())
        .filter(seconds -> seconds != Integer.MAX_VALUE)
        .map(Duration::ofSeconds);
  }
}
