package dev.miniworks.operator.replicaset;

import static dev.miniworks.operator.replicaset.ReplicaSetPlannerTest.owned;
import static dev.miniworks.operator.replicaset.ReplicaSetPlannerTest.readySince;
import static dev.miniworks.operator.replicaset.ReplicaSetPlannerTest.set;
import static dev.miniworks.operator.replicaset.ReplicaSetPlannerTest.snapshot;
import static dev.miniworks.operator.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.miniworks.operator.testing.Samples;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.PodPhase;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.TemplateVerdict;
import dev.miniworks.operator.workload.Templates;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicaSetStatusesTest {

  private static ReplicaSetStatus status(ReplicaSetSnapshot snapshot, Outcome outcome) {
    return ReplicaSetStatuses.status(snapshot, ReplicaSetPlanner.plan(snapshot), outcome, true);
  }

  private static Outcome failed(Failure.Verb verb, Failure.Cause cause) {
    return new Outcome(List.of(new Failure(verb, cause, "first"), new Failure(verb, cause, "2nd")));
  }

  private static ReplicaSetView with(ReplicaSetView set, ReplicaSetStatus status) {
    return new ReplicaSetView(set.meta(), set.spec(), status);
  }

  @Test
  void countsClaimedActivePods() {
    PodView halfLabelled =
        Samples.readyPod(
            Samples.withLabels(
                Samples.ownedBy(Samples.meta("web-1"), Samples.meta("half")),
                Map.of("app", "web", "extra", "x")));
    List<PodView> pods =
        List.of(
            readySince("available", NOW.minusSeconds(10)),
            readySince("ready", NOW.minusSeconds(9)),
            Samples.pendingPod(Samples.ownedBy(Samples.meta("web-1"), Samples.meta("pending"))),
            Samples.readyPod(Samples.meta("adopted")),
            halfLabelled,
            Samples.inPhase(owned("failed"), PodPhase.FAILED),
            Samples.readyPod(
                Samples.deleting(Samples.ownedBy(Samples.meta("web-1"), Samples.meta("going")))),
            Samples.readyPod(
                Samples.withLabels(
                    Samples.ownedBy(Samples.meta("web-1"), Samples.meta("released")),
                    Map.of("app", "x"))));

    ReplicaSetStatus status = status(snapshot(set(5, 10), pods), Outcome.DONE);

    assertThat(status)
        .isEqualTo(
            new ReplicaSetStatusBuilder()
                .withReplicas(5)
                .withFullyLabeledReplicas(5)
                .withReadyReplicas(4)
                .withAvailableReplicas(3)
                .withTerminatingReplicas(1)
                .withObservedGeneration(1L)
                .build());
  }

  @Test
  void podsWithoutAllOfTheTemplatesLabelsAreNotFullyLabelled() {
    ReplicaSetView set =
        Samples.set(
            Samples.meta("web-1"), 1, Templates.withHashLabel(Samples.template("web:1"), "abc"));

    assertThat(status(snapshot(set, List.of(owned("a"))), Outcome.DONE).getFullyLabeledReplicas())
        .isNull();
  }

  @Test
  void zeroesAreLeftOutAsTheApiLeavesThemOut() {
    assertThat(status(snapshot(set(0), List.of()), Outcome.DONE))
        .isEqualTo(
            new ReplicaSetStatusBuilder()
                .withReplicas(0)
                .withTerminatingReplicas(0)
                .withObservedGeneration(1L)
                .build());
  }

  @Test
  void aKindWithoutTerminatingReplicasHasNone() {
    ReplicaSetSnapshot snapshot = snapshot(set(0), List.of());

    assertThat(
            ReplicaSetStatuses.status(
                    snapshot, ReplicaSetPlanner.plan(snapshot), Outcome.DONE, false)
                .getTerminatingReplicas())
        .isNull();
  }

  @Test
  void aFailedRoundIsAConditionThatIsNotRewrittenAndGoesWithTheNextGoodOne() {
    ReplicaSetView set = set(2);
    ReplicaSetStatus failed =
        status(snapshot(set, List.of()), failed(Failure.Verb.CREATE, Failure.Cause.FORBIDDEN));

    assertThat(failed.getConditions())
        .extracting(
            ReplicaSetCondition::getType,
            ReplicaSetCondition::getStatus,
            ReplicaSetCondition::getReason,
            ReplicaSetCondition::getMessage,
            ReplicaSetCondition::getLastTransitionTime)
        .containsExactly(
            tuple("ReplicaFailure", "True", "FailedCreate", "first", "2026-01-01T12:00:00Z"));

    ReplicaSetSnapshot later =
        new ReplicaSetSnapshot(
            with(set, failed), List.of(), Map.of(), Optional.empty(), NOW.plusSeconds(60));
    Outcome otherWords =
        new Outcome(List.of(new Failure(Failure.Verb.CREATE, Failure.Cause.OTHER, "other words")));

    assertThat(status(later, otherWords)).isEqualTo(failed);
    assertThat(status(later, Outcome.DONE).getConditions()).isEmpty();
  }

  @Test
  void aFailedDeleteSaysSo() {
    assertThat(
            status(
                    snapshot(set(0), List.of(owned("a"))),
                    failed(Failure.Verb.DELETE, Failure.Cause.OTHER))
                .getConditions())
        .extracting(ReplicaSetCondition::getReason)
        .containsExactly("FailedDelete");
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.Cause.class,
      names = {"CONFLICT", "NAMESPACE_TERMINATING"})
  void someFailuresAreNone(Failure.Cause cause) {
    assertThat(
            status(snapshot(set(1), List.of()), failed(Failure.Verb.CREATE, cause)).getConditions())
        .isEmpty();
  }

  @Test
  void deletingWhatIsGoneIsNoFailure() {
    assertThat(
            status(
                    snapshot(set(0), List.of(owned("a"))),
                    failed(Failure.Verb.DELETE, Failure.Cause.NOT_FOUND))
                .getConditions())
        .isEmpty();
  }

  @Test
  void afterAFailedClaimTheStatusStays() {
    ReplicaSetView set = with(set(1), new ReplicaSetStatusBuilder().withReplicas(7).build());
    ReplicaSetSnapshot snapshot = snapshot(set, List.of(Samples.readyPod(Samples.meta("orphan"))));

    assertThat(status(snapshot, failed(Failure.Verb.ADOPT, Failure.Cause.CONFLICT)))
        .isEqualTo(set.status());
    assertThat(status(snapshot, failed(Failure.Verb.ADOPT, Failure.Cause.NOT_FOUND)))
        .isNotEqualTo(set.status());
    assertThat(status(snapshot, failed(Failure.Verb.RELEASE, Failure.Cause.INVALID)))
        .isNotEqualTo(set.status());
  }

  @Test
  void aRejectedTemplateIsAConditionInTheServersLatestWords() {
    ReplicaSetView set = set(2);
    ReplicaSetStatus first = status(rejected(set, "port 800000", 0), Outcome.DONE);
    ReplicaSetStatus second =
        status(rejected(with(set, first), "no such volume", 60), Outcome.DONE);
    ReplicaSetStatus accepted = status(snapshot(with(set, second), List.of()), Outcome.DONE);

    assertThat(first.getConditions())
        .extracting(ReplicaSetCondition::getReason, ReplicaSetCondition::getMessage)
        .containsExactly(tuple("InvalidTemplate", "port 800000"));
    assertThat(second.getConditions())
        .extracting(ReplicaSetCondition::getMessage, ReplicaSetCondition::getLastTransitionTime)
        .containsExactly(tuple("no such volume", "2026-01-01T12:00:00Z"));
    assertThat(accepted.getConditions()).isEmpty();
  }

  @Test
  void aFailureTakesTheRejectionsPlaceOnceTheTemplateIsAccepted() {
    ReplicaSetView set = set(2);
    ReplicaSetStatus rejected = status(rejected(set, "port 800000", 0), Outcome.DONE);

    assertThat(
            status(
                    snapshot(with(set, rejected), List.of()),
                    failed(Failure.Verb.CREATE, Failure.Cause.FORBIDDEN))
                .getConditions())
        .extracting(ReplicaSetCondition::getReason)
        .containsExactly("FailedCreate");
  }

  @Test
  void whatOthersWroteIsKept() {
    ReplicaSetStatus foreign =
        new ReplicaSetStatusBuilder()
            .addNewCondition()
            .withType("Ready")
            .withStatus("False")
            .endCondition()
            .addToAdditionalProperties("miniworks", Map.of("ready", "0/1"))
            .build();

    ReplicaSetStatus status = status(snapshot(with(set(1), foreign), List.of()), Outcome.DONE);

    assertThat(status.getConditions()).isEqualTo(foreign.getConditions());
    assertThat(status.getAdditionalProperties()).isEqualTo(foreign.getAdditionalProperties());
  }

  @Test
  void aStatusThatSaysItAllIsEqual() {
    ReplicaSetSnapshot snapshot = snapshot(set(2), List.of(owned("a"), owned("b")));
    ReplicaSetStatus written = status(snapshot, Outcome.DONE);

    assertThat(status(snapshot(with(set(2), written), snapshot.pods()), Outcome.DONE))
        .isEqualTo(written);
  }

  private static ReplicaSetSnapshot rejected(ReplicaSetView set, String words, int later) {
    return new ReplicaSetSnapshot(
        set,
        List.of(),
        Map.of(),
        Optional.of(new TemplateVerdict.Rejected(words)),
        NOW.plusSeconds(later));
  }
}
