package dev.miniworks.operator.deployment;

import static dev.miniworks.operator.deployment.DeploymentPlannerTest.at;
import static dev.miniworks.operator.deployment.DeploymentPlannerTest.set;
import static dev.miniworks.operator.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.miniworks.operator.testing.Samples;
import dev.miniworks.operator.workload.Conditions;
import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentStatusesTest {

  private static final DeploymentView WEB =
      at(Samples.deployment(Samples.deploymentSpec(10, 3, 2)), 2);

  private static DeploymentSnapshot snapshot(
      DeploymentView deployment, Instant now, ReplicaSetView... sets) {
    return new DeploymentSnapshot(
        deployment,
        List.of(sets),
        Map.of(),
        new TemplateVerdict.Accepted(deployment.spec().getTemplate()),
        now);
  }

  private static DeploymentStatus status(DeploymentSnapshot snapshot, Outcome outcome) {
    return DeploymentStatuses.status(snapshot, DeploymentPlanner.plan(snapshot), outcome);
  }

  private static DeploymentStatus status(DeploymentView deployment, ReplicaSetView... sets) {
    return status(snapshot(deployment, NOW, sets), Outcome.DONE);
  }

  private static Outcome createFailed(Failure.Cause cause) {
    return new Outcome(List.of(new Failure(Failure.Verb.CREATE, cause, "no room")));
  }

  private static DeploymentCondition condition(DeploymentStatus status, String type) {
    return Conditions.find(status.getConditions(), DeploymentCondition::getType, type)
        .orElseThrow(() -> new AssertionError(type + " is missing in " + status));
  }

  private static String progress(DeploymentStatus status) {
    DeploymentCondition condition = condition(status, Progress.TYPE);
    return condition.getStatus() + " " + condition.getReason();
  }

  private static DeploymentView progressing(
      DeploymentView deployment, String status, String reason, Instant updated) {
    return Samples.withStatus(
        deployment,
        new DeploymentStatusBuilder(deployment.status())
            .addNewCondition()
            .withType(Progress.TYPE)
            .withStatus(status)
            .withReason(reason)
            .withMessage("before")
            .withLastUpdateTime(Conditions.time(updated))
            .withLastTransitionTime(Conditions.time(updated))
            .endCondition()
            .build());
  }

  private static DeploymentView counting(DeploymentView deployment, Counts counts) {
    return Samples.withStatus(
        deployment,
        new DeploymentStatusBuilder(deployment.status())
            .withReplicas(counts.replicas())
            .withUpdatedReplicas(counts.updated())
            .withReadyReplicas(counts.ready())
            .withAvailableReplicas(counts.available())
            .build());
  }

  @Test
  void sumsUpWhatTheSetsReport() {
    DeploymentStatus status = status(WEB, set(WEB, 1, 8, 9, 7), set(WEB, 2, 5, 4, 2));

    assertThat(status.getObservedGeneration()).isEqualTo(1);
    assertThat(status.getReplicas()).isEqualTo(13);
    assertThat(status.getUpdatedReplicas()).isEqualTo(4);
    assertThat(status.getReadyReplicas()).isEqualTo(9);
    assertThat(status.getAvailableReplicas()).isEqualTo(9);
    assertThat(status.getUnavailableReplicas()).isEqualTo(4);
    assertThat(status.getTerminatingReplicas()).isZero();
    assertThat(status.getCollisionCount()).isNull();
  }

  @Test
  void unavailabilityIsNeverNegativeAndZeroesAreLeftOut() {
    DeploymentView none = Samples.withSpec(WEB, spec -> spec.withReplicas(0));
    DeploymentStatus status = status(none, set(none, 2, 0, 2, 2));

    assertThat(status.getUnavailableReplicas()).isNull();
    assertThat(status(none, set(none, 2, 0, 0, 0)).getReplicas()).isNull();
  }

  @Test
  void terminatingPodsAreToldIfEverySetThatWasLookedAtTellsThem() {
    ReplicaSetView silent = withStatus(set(WEB, 1, 1, 1, 1), Optional.empty(), 1);
    ReplicaSetView unseen = withStatus(set(WEB, 1, 1, 1, 1), Optional.empty(), 0);
    ReplicaSetView telling = withStatus(set(WEB, 2, 1, 1, 1), Optional.of(2), 1);

    assertThat(status(WEB, silent, telling).getTerminatingReplicas()).isNull();
    assertThat(status(WEB, unseen, telling).getTerminatingReplicas()).isEqualTo(2);
    assertThat(status(WEB).getTerminatingReplicas()).isZero();
  }

  private static ReplicaSetView withStatus(
      ReplicaSetView set, Optional<Integer> terminating, long observed) {
    return new ReplicaSetView(
        set.meta(),
        set.spec(),
        new ReplicaSetStatusBuilder(set.status())
            .withTerminatingReplicas(terminating.orElse(null))
            .withObservedGeneration(observed == 0 ? null : observed)
            .build());
  }

  @ParameterizedTest(name = "{0} of 10 available: {1}")
  @CsvSource({"8, True, MinimumReplicasAvailable", "7, False, MinimumReplicasUnavailable"})
  void isAvailableDownToTheBound(int available, String value, String reason) {
    DeploymentCondition condition =
        condition(status(WEB, set(WEB, 2, 10, 10, available)), "Available");

    assertThat(condition.getStatus()).isEqualTo(value);
    assertThat(condition.getReason()).isEqualTo(reason);
  }

  @Test
  void conditionsKeepTheirTimesUntilTheyChange() {
    DeploymentStatus first = status(WEB, set(WEB, 2, 10, 10, 9));
    DeploymentView seen = Samples.withStatus(WEB, first);
    DeploymentStatus same =
        status(snapshot(seen, NOW.plusSeconds(60), set(WEB, 2, 10, 10, 9)), Outcome.DONE);
    DeploymentStatus worse =
        status(snapshot(seen, NOW.plusSeconds(60), set(WEB, 2, 10, 10, 3)), Outcome.DONE);

    assertThat(same).isEqualTo(first);
    assertThat(condition(worse, "Available").getLastTransitionTime())
        .isEqualTo("2026-01-01T12:01:00Z");
    assertThat(condition(worse, "Available").getLastUpdateTime()).isEqualTo("2026-01-01T12:01:00Z");
  }

  @Test
  void aCreatedSetIsProgress() {
    DeploymentView seen = counting(WEB, new Counts(0, 10, 10, 10, 10, Optional.empty()));
    DeploymentStatus status = status(seen, set(WEB, 1, 10, 10, 10));

    assertThat(progress(status)).isEqualTo("True NewReplicaSetCreated");
    assertThat(condition(status, Progress.TYPE).getMessage()).contains("\"web-");
  }

  @Test
  void aFoundSetIsWhereProgressStarts() {
    DeploymentView seen = counting(WEB, new Counts(0, 10, 10, 5, 5, Optional.empty()));

    assertThat(progress(status(seen, set(WEB, 2, 10, 10, 5)))).isEqualTo("True FoundNewReplicaSet");
  }

  @Test
  void completenessIsToldOnceAndSurvivesLaterFailures() {
    DeploymentStatus complete = status(WEB, set(WEB, 2, 10, 10, 10));
    DeploymentView later = Samples.withStatus(WEB, complete);
    DeploymentSnapshot broken = snapshot(later, NOW.plusSeconds(6000), set(WEB, 2, 10, 10, 1));

    assertThat(progress(complete)).isEqualTo("True NewReplicaSetAvailable");
    assertThat(condition(status(broken, Outcome.DONE), Progress.TYPE))
        .isEqualTo(condition(complete, Progress.TYPE));
    assertThat(DeploymentPlanner.plan(broken).lookAgainAfter()).isEmpty();
  }

  @ParameterizedTest(name = "from {0}/{1}/{2}/{3} to {4}/{5}/{6}/{7}: {8}")
  @CsvSource({
    // replicas, updated, ready, available: before, then now
    "13, 3, 10, 10, 13, 4, 10, 10, true",
    "13, 5, 10, 10, 12, 5, 10, 10, true",
    "13, 3, 10, 10, 13, 3, 11, 10, true",
    "13, 3, 11, 10, 13, 3, 11, 11, true",
    "13, 3, 10, 10, 13, 3, 10, 10, false",
    "13, 3, 10, 10, 14, 3, 10, 10, false",
    "13, 3, 10, 10, 13, 3, 9,  9,  false",
  })
  void progressIsMoreNewFewerOldOrMoreReady(
      int r0, int u0, int d0, int a0, int r1, int u1, int d1, int a1, boolean progressed) {
    assertThat(
            new Counts(0, r1, u1, d1, a1, Optional.empty())
                .progressedSince(new Counts(0, r0, u0, d0, a0, Optional.empty())))
        .isEqualTo(progressed);
  }

  @Test
  void everyProgressRestartsTheClockButNotTheTransition() {
    DeploymentView before =
        progressing(
            counting(WEB, new Counts(0, 13, 3, 10, 10, Optional.empty())),
            "True",
            "ReplicaSetUpdated",
            NOW.minusSeconds(599));
    DeploymentCondition condition =
        condition(status(before, set(WEB, 1, 10, 10, 10), set(WEB, 2, 3, 3, 1)), Progress.TYPE);

    assertThat(condition.getReason()).isEqualTo("ReplicaSetUpdated");
    assertThat(condition.getLastUpdateTime()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-01T11:50:01Z");
  }

  @ParameterizedTest(name = "after {0} s: {1}")
  @CsvSource({
    "599, True ReplicaSetUpdated, 2",
    "600, True ReplicaSetUpdated, 1",
    "601, False ProgressDeadlineExceeded,",
  })
  void theDeadlineIsMissedWhenItHasPassed(int seconds, String progress, Integer lookAgain) {
    DeploymentView stuck =
        progressing(
            counting(WEB, new Counts(0, 13, 3, 10, 10, Optional.empty())),
            "True",
            "ReplicaSetUpdated",
            NOW.minusSeconds(seconds));
    DeploymentSnapshot snapshot =
        snapshot(stuck, NOW, set(WEB, 1, 10, 10, 10), set(WEB, 2, 3, 3, 0));

    assertThat(progress(status(snapshot, Outcome.DONE))).isEqualTo(progress);
    assertThat(DeploymentPlanner.plan(snapshot).lookAgainAfter())
        .isEqualTo(Optional.ofNullable(lookAgain).map(Duration::ofSeconds));
  }

  @Test
  void aMissedDeadlineStaysMissedUntilThereIsProgress() {
    DeploymentView missed =
        progressing(
            counting(WEB, new Counts(0, 13, 3, 10, 10, Optional.empty())),
            "False",
            "ProgressDeadlineExceeded",
            NOW.minusSeconds(5));

    assertThat(progress(status(missed, set(WEB, 1, 10, 10, 10), set(WEB, 2, 3, 3, 0))))
        .isEqualTo("False ProgressDeadlineExceeded");
    assertThat(
            progress(
                status(
                    Samples.withSpec(missed, spec -> spec.withPaused(true)),
                    set(WEB, 1, 10, 10, 10),
                    set(WEB, 2, 3, 3, 0))))
        .isEqualTo("False ProgressDeadlineExceeded");
    assertThat(progress(status(missed, set(WEB, 1, 10, 10, 10), set(WEB, 2, 3, 3, 1))))
        .isEqualTo("True ReplicaSetUpdated");
  }

  @Test
  void aPauseStopsTheClockAndResumingRestartsIt() {
    DeploymentView old =
        progressing(
            counting(WEB, new Counts(0, 13, 3, 10, 10, Optional.empty())),
            "True",
            "ReplicaSetUpdated",
            NOW.minusSeconds(5000));
    DeploymentView paused = Samples.withSpec(old, spec -> spec.withPaused(true));
    ReplicaSetView[] sets = {set(WEB, 1, 10, 10, 10), set(WEB, 2, 3, 3, 0)};

    DeploymentStatus whilePaused = status(paused, sets);
    DeploymentView resumed =
        Samples.withStatus(Samples.withSpec(paused, s -> s.withPaused(false)), whilePaused);
    DeploymentStatus afterwards =
        status(snapshot(resumed, NOW.plusSeconds(5000), sets), Outcome.DONE);

    assertThat(progress(whilePaused)).isEqualTo("Unknown DeploymentPaused");
    assertThat(DeploymentPlanner.plan(snapshot(paused, NOW, sets)).lookAgainAfter()).isEmpty();
    assertThat(progress(afterwards)).isEqualTo("Unknown DeploymentResumed");
    assertThat(condition(afterwards, Progress.TYPE).getLastUpdateTime())
        .isEqualTo(Conditions.time(NOW.plusSeconds(5000)));
  }

  @Test
  void withoutADeadlineThereIsNoProgressCondition() {
    DeploymentView endless =
        Samples.withSpec(
            progressing(WEB, "True", "ReplicaSetUpdated", NOW),
            spec -> spec.withProgressDeadlineSeconds(Integer.MAX_VALUE));

    assertThat(status(endless, set(WEB, 2, 10, 10, 5)).getConditions())
        .extracting(DeploymentCondition::getType)
        .containsExactly("Available");
  }

  @Test
  void aSetThatCannotBeCreatedIsAConditionAndAnEvent() {
    DeploymentSnapshot snapshot = snapshot(WEB, NOW, set(WEB, 1, 10, 10, 10));
    DeploymentPlan plan = DeploymentPlanner.plan(snapshot);
    Outcome outcome = createFailed(Failure.Cause.FORBIDDEN);

    DeploymentStatus status = DeploymentStatuses.status(snapshot, plan, outcome);

    assertThat(progress(status)).isEqualTo("False ReplicaSetCreateError");
    assertThat(condition(status, Progress.TYPE).getMessage()).endsWith("no room");
    assertThat(DeploymentStatuses.events(snapshot, plan, outcome))
        .extracting(EventDraft::type, EventDraft::reason, EventDraft::message)
        .containsExactly(
            tuple(
                EventDraft.Type.WARNING,
                "ReplicaSetCreateError",
                condition(status, Progress.TYPE).getMessage()));
    assertThat(DeploymentStatuses.events(snapshot, plan, Outcome.DONE)).isEmpty();
  }

  @Test
  void aTakenNameIsCounted() {
    DeploymentView collided =
        Samples.withStatus(WEB, new DeploymentStatusBuilder().withCollisionCount(4).build());

    DeploymentStatus first = status(snapshot(WEB, NOW), createFailed(Failure.Cause.NAME_TAKEN));
    assertThat(first.getCollisionCount()).isEqualTo(1);
    assertThat(first.getConditions())
        .extracting(DeploymentCondition::getType)
        .doesNotContain(Progress.TYPE);
    assertThat(
            status(snapshot(collided, NOW), createFailed(Failure.Cause.NAME_TAKEN))
                .getCollisionCount())
        .isEqualTo(5);
    assertThat(
            status(snapshot(collided, NOW), createFailed(Failure.Cause.OTHER)).getCollisionCount())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.Cause.class,
      names = {"CONFLICT", "NAMESPACE_TERMINATING", "NAME_TAKEN"})
  void someFailuresAreNotTold(Failure.Cause cause) {
    DeploymentSnapshot snapshot = snapshot(WEB, NOW);
    DeploymentPlan plan = DeploymentPlanner.plan(snapshot);

    assertThat(DeploymentStatuses.events(snapshot, plan, createFailed(cause))).isEmpty();
    assertThat(DeploymentStatuses.status(snapshot, plan, createFailed(cause)).getConditions())
        .extracting(DeploymentCondition::getReason)
        .doesNotContain("ReplicaSetCreateError", "NewReplicaSetCreated");
  }

  @Test
  void theCurrentSetHasTheFirstWordOnFailures() {
    ReplicaSetView old = failing(set(WEB, 1, 8, 8, 8), "old words");
    ReplicaSetView fresh = failing(set(WEB, 2, 5, 5, 0), "new words");
    DeploymentStatus both = status(WEB, old, fresh);
    DeploymentStatus oldOnly = status(WEB, old, set(WEB, 2, 5, 5, 0));
    DeploymentStatus healed =
        status(Samples.withStatus(WEB, both), set(WEB, 1, 8, 8, 8), set(WEB, 2, 5, 5, 0));

    assertThat(condition(both, "ReplicaFailure").getMessage()).isEqualTo("new words");
    assertThat(condition(both, "ReplicaFailure").getLastUpdateTime())
        .isEqualTo("2026-01-01T11:00:00Z");
    assertThat(condition(oldOnly, "ReplicaFailure").getMessage()).isEqualTo("old words");
    assertThat(healed.getConditions())
        .extracting(DeploymentCondition::getType)
        .doesNotContain("ReplicaFailure");
  }

  private static ReplicaSetView failing(ReplicaSetView set, String words) {
    return new ReplicaSetView(
        set.meta(),
        set.spec(),
        new ReplicaSetStatusBuilder(set.status())
            .addNewCondition()
            .withType("ReplicaFailure")
            .withStatus("True")
            .withReason("FailedCreate")
            .withMessage(words)
            .withLastTransitionTime("2026-01-01T11:00:00Z")
            .endCondition()
            .build());
  }

  @Test
  void aRejectedTemplateIsToldInTheServersWordsAndForgottenOnceAccepted() {
    DeploymentView edited = Samples.withMeta(WEB, meta -> Samples.withGeneration(meta, 7));
    DeploymentStatus rejected =
        status(
            new DeploymentSnapshot(
                edited,
                List.of(set(WEB, 1, 10, 10, 10)),
                Map.of(),
                new TemplateVerdict.Rejected("port 800000"),
                NOW),
            Outcome.DONE);
    DeploymentStatus accepted =
        status(Samples.withStatus(edited, rejected), set(WEB, 2, 10, 10, 4));

    assertThat(progress(rejected)).isEqualTo("False InvalidTemplate");
    assertThat(condition(rejected, Progress.TYPE).getMessage()).isEqualTo("port 800000");
    assertThat(rejected.getObservedGeneration()).isEqualTo(7);
    assertThat(rejected.getReplicas()).isEqualTo(10);
    assertThat(rejected.getUpdatedReplicas()).isNull();
    assertThat(progress(accepted)).startsWith("True ");
  }

  @Test
  void anEmptySelectorOnlyCountsAsSeen() {
    DeploymentView all =
        Samples.withSpec(
            Samples.withMeta(WEB, meta -> Samples.withGeneration(meta, 3)),
            spec -> spec.withSelector(new LabelSelector()));

    assertThat(status(all, set(WEB, 1, 10, 10, 10)))
        .isEqualTo(new DeploymentStatusBuilder().withObservedGeneration(3L).build());
  }

  @Test
  void whatOthersWroteIsKept() {
    DeploymentStatus foreign =
        new DeploymentStatusBuilder()
            .addNewCondition()
            .withType("Ready")
            .withStatus("False")
            .endCondition()
            .addToAdditionalProperties("selector", "app=web")
            .build();

    DeploymentStatus status = status(Samples.withStatus(WEB, foreign), set(WEB, 2, 10, 10, 10));

    assertThat(status.getConditions()).containsAll(foreign.getConditions());
    assertThat(status.getAdditionalProperties()).containsEntry("selector", "app=web");
  }

  @Test
  void afterAFailedClaimTheStatusStays() {
    ReplicaSetView orphan = Samples.set(Samples.meta("web-9"), 3, Samples.template("web:9"));
    Outcome outcome =
        new Outcome(
            List.of(new Failure(Failure.Verb.ADOPT, Failure.Cause.OTHER, "server is down")));

    assertThat(status(snapshot(WEB, NOW, orphan), outcome)).isEqualTo(WEB.status());
  }
}
