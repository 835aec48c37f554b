package dev.miniworks.operator.deployment;

import static dev.miniworks.operator.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.miniworks.operator.testing.Samples;
import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.PodPhase;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.RollingBounds;
import dev.miniworks.operator.workload.Selector;
import dev.miniworks.operator.workload.Selectors;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentPlannerTest {

  private static final DeploymentView WEB = Samples.deployment(Samples.deploymentSpec(10, 3, 2));

  /** A controlled set of that revision, wanting and reporting that many pods, all in step. */
  static ReplicaSetView set(
      DeploymentView owner, int revision, int wanted, int pods, int available) {
    return scaledFor(
        Samples.reporting(
            Samples.set(
                Samples.createdAt(
                    Samples.withAnnotations(
                        Samples.ownedBy(owner.meta(), Samples.meta("web-" + revision)),
                        Map.of(Annotations.REVISION, Integer.toString(revision))),
                    NOW.minusSeconds(1000 - revision)),
                wanted,
                Samples.template("web:" + revision)),
            pods,
            available),
        Rollout.bounds(owner));
  }

  private static ReplicaSetView scaledFor(ReplicaSetView set, RollingBounds bounds) {
    return noting(set, SetEdit.scaleNote(bounds));
  }

  static ReplicaSetView noting(ReplicaSetView set, Map<String, String> notes) {
    Map<String, String> annotations = new HashMap<>(set.meta().annotations());
    annotations.putAll(notes);
    return new ReplicaSetView(
        Samples.withAnnotations(set.meta(), annotations), set.spec(), set.status());
  }

  static DeploymentSnapshot snapshot(DeploymentView deployment, ReplicaSetView... sets) {
    return new DeploymentSnapshot(
        deployment,
        List.of(sets),
        Map.of(),
        new TemplateVerdict.Accepted(deployment.spec().getTemplate()),
        NOW);
  }

  static DeploymentView at(DeploymentView deployment, int revision) {
    DeploymentView templated =
        Samples.withSpec(
            deployment, spec -> spec.withTemplate(Samples.template("web:" + revision)));
    return annotated(templated, Map.of(Annotations.REVISION, Integer.toString(revision)));
  }

  static DeploymentView annotated(DeploymentView deployment, Map<String, String> annotations) {
    Map<String, String> all = new HashMap<>(deployment.meta().annotations());
    all.putAll(annotations);
    return Samples.withMeta(deployment, meta -> Samples.withAnnotations(meta, all));
  }

  /** The new size of each set that the plan resizes, by name. */
  static Map<String, Integer> sizes(DeploymentPlan plan) {
    Map<String, Integer> sizes = new HashMap<>();
    updates(plan)
        .filter(update -> update.replicas() != update.set().replicas())
        .forEach(update -> sizes.put(update.set().meta().name(), update.replicas()));
    return sizes;
  }

  static Stream<DeploymentAction.UpdateSet> updates(DeploymentPlan plan) {
    return plan.actions().stream()
        .filter(DeploymentAction.UpdateSet.class::isInstance)
        .map(DeploymentAction.UpdateSet.class::cast);
  }

  private static DeploymentAction.CreateSet created(DeploymentPlan plan) {
    assertThat(plan.actions()).hasSize(1).first().isInstanceOf(DeploymentAction.CreateSet.class);
    return (DeploymentAction.CreateSet) plan.actions().get(0);
  }

  @Nested
  class Making {

    @Test
    void theFirstSetGetsAllReplicas() {
      DeploymentView deployment =
          annotated(
              Samples.withSpec(WEB, spec -> spec.withMinReadySeconds(5)),
              Map.of("team", "shop", Annotations.LAST_APPLIED, "{}"));

      DeploymentAction.CreateSet create = created(DeploymentPlanner.plan(snapshot(deployment)));

      String hash = create.labels().get("pod-template-hash");
      assertThat(create.name()).isEqualTo("web-" + hash);
      assertThat(create.replicas()).isEqualTo(10);
      assertThat(create.minReadySeconds()).isEqualTo(5);
      assertThat(create.labels()).isEqualTo(Samples.hashed(Samples.APP, hash));
      assertThat(create.selector().getMatchLabels()).isEqualTo(create.labels());
      assertThat(create.template().getMetadata().getLabels()).isEqualTo(create.labels());
      assertThat(create.annotations())
          .isEqualTo(
              Map.of(
                  "team",
                  "shop",
                  Annotations.REVISION,
                  "1",
                  Annotations.DESIRED_REPLICAS,
                  "10",
                  Annotations.MAX_REPLICAS,
                  "13"));
      assertThat(create.event())
          .contains(
              new EventDraft(
                  EventDraft.Type.NORMAL,
                  "ScalingReplicaSet",
                  "Scaled up replica set %s from 0 to 10".formatted(create.name())));
      assertThat(deployment.spec().getSelector().getMatchLabels()).isEqualTo(Samples.APP);
    }

    @ParameterizedTest(name = "beside {0} old pods it starts with {1}")
    @CsvSource({"10, 3", "12, 1", "13, 0", "15, 0", "5, 8", "1, 10"})
    void laterSetsGetWhatTheSurgeLeaves(int old, int size) {
      DeploymentAction.CreateSet create =
          created(
              DeploymentPlanner.plan(
                  snapshot(at(WEB, 7), set(WEB, 4, old, old, old), set(WEB, 2, 0, 0, 0))));

      assertThat(create.replicas()).isEqualTo(size);
      assertThat(create.annotations()).containsEntry(Annotations.REVISION, "5");
      assertThat(create.event().isPresent()).isEqualTo(size > 0);
    }

    @Test
    void aCollisionLeadsToAnotherName() {
      DeploymentView collided =
          Samples.withStatus(WEB, new DeploymentStatusBuilder().withCollisionCount(1).build());

      assertThat(created(DeploymentPlanner.plan(snapshot(collided))).name())
          .isNotEqualTo(created(DeploymentPlanner.plan(snapshot(WEB))).name());
    }

    @Test
    void ofSeveralSetsOfTheTemplateTheOldestIsTaken() {
      ReplicaSetView first = set(WEB, 1, 10, 10, 10);
      ReplicaSetView second =
          new ReplicaSetView(
              Samples.ownedBy(WEB.meta(), Samples.createdAt(Samples.meta("aaa"), NOW)),
              first.spec(),
              first.status());

      Revisions revisions = Rollout.of(snapshot(WEB, second, first), selector(WEB)).revisions();

      assertThat(revisions.current()).contains(first);
      assertThat(revisions.old()).containsExactly(second);
    }
  }

  private static Selector selector(DeploymentView deployment) {
    return Selectors.parse(deployment.spec().getSelector()).orElseThrow();
  }

  @Nested
  class Rolling {

    // 10 replicas, surge 3, unavailable 2: at most 13, at least 8 available
    @ParameterizedTest(name = "new {0} of which {1} available, old {2} of which {3}: {4} and {5}")
    @CsvSource({
      // the new set grows into the surge
      "0,  0,  10, 10, 3,  10",
      "3,  0,  8,  8,  5,  8",
      "5,  5,  0,  0,  10, 0",
      // and shrinks when it is larger than wanted
      "12, 12, 0,  0,  10, 0",
      // the old one shrinks as far as enough stay available
      "3,  0,  10, 10, 3,  8",
      "5,  5,  8,  8,  5,  3",
      "10, 8,  3,  3,  10, 0",
      // new pods that are not available are no excuse for taking old ones down
      "5,  0,  8,  8,  5,  8",
      "5,  0,  8,  7,  5,  8",
      // unhealthy old pods go first and hold nothing up
      "3,  0,  10, 0,  3,  8",
      "5,  1,  8,  0,  5,  7",
      "3,  3,  10, 8,  3,  5",
      // an old set that still reports what it had before is waited for
      "3,  3,  8,  10, 5,  8",
      "5,  5,  8,  10, 5,  8",
      // done
      "10, 10, 0,  0,  10, 0",
    })
    void takesOneStep(
        int newWanted,
        int newAvailable,
        int oldWanted,
        int oldAvailable,
        int newNext,
        int oldNext) {
      DeploymentView deployment = at(WEB, 2);

      DeploymentPlan plan =
          DeploymentPlanner.plan(
              snapshot(
                  deployment,
                  set(deployment, 1, oldWanted, oldWanted, oldAvailable),
                  set(deployment, 2, newWanted, newWanted, newAvailable)));

      Map<String, Integer> expected = new HashMap<>();
      if (newNext != newWanted) {
        expected.put("web-2", newNext);
      }
      if (oldNext != oldWanted) {
        expected.put("web-1", oldNext);
      }
      assertThat(sizes(plan)).isEqualTo(expected);
    }

    @Test
    void theOldestGoFirstAndUnhealthyOnesBeforeAll() {
      DeploymentView deployment = at(WEB, 4);

      DeploymentPlan plan =
          DeploymentPlanner.plan(
              snapshot(
                  deployment,
                  set(deployment, 1, 2, 2, 2),
                  set(deployment, 2, 3, 3, 1),
                  set(deployment, 3, 5, 5, 5),
                  set(deployment, 4, 3, 3, 3)));

      // 13 wanted, 8 have to be available, 11 are: 2 unhealthy go and 3 healthy, the oldest first
      assertThat(sizes(plan)).isEqualTo(Map.of("web-1", 0, "web-2", 0));
    }

    @Test
    void everyResizeIsTold() {
      DeploymentView deployment = at(WEB, 2);

      DeploymentPlan plan =
          DeploymentPlanner.plan(
              snapshot(deployment, set(deployment, 1, 10, 10, 10), set(deployment, 2, 3, 3, 3)));

      assertThat(plan.actions().get(0).event())
          .contains(
              new EventDraft(
                  EventDraft.Type.NORMAL,
                  "ScalingReplicaSet",
                  "Scaled down replica set web-1 from 10 to 5"));
    }

    @Test
    void growingAndCopyingIsOneUpdate() {
      DeploymentView deployment =
          annotated(
              Samples.withSpec(at(WEB, 2), spec -> spec.withMinReadySeconds(9)),
              Map.of("team", "shop"));

      DeploymentPlan plan =
          DeploymentPlanner.plan(
              snapshot(deployment, set(deployment, 1, 8, 8, 8), set(deployment, 2, 3, 3, 3)));

      assertThat(updates(plan)).hasSize(1);
      DeploymentAction.UpdateSet update = updates(plan).findFirst().orElseThrow();
      assertThat(update.replicas()).isEqualTo(5);
      assertThat(update.minReadySeconds()).isEqualTo(9);
      assertThat(update.annotations()).containsEntry("team", "shop");
    }
  }

  @Nested
  class Recreating {

    private final DeploymentView recreating = Samples.deployment(Samples.recreateSpec(3));

    @Test
    void emptiesTheOldSetsFirst() {
      DeploymentView deployment = at(recreating, 2);

      DeploymentPlan plan =
          DeploymentPlanner.plan(snapshot(deployment, set(deployment, 1, 3, 3, 3)));

      assertThat(sizes(plan)).isEqualTo(Map.of("web-1", 0));
      assertThat(plan.actions()).hasSize(1);
    }

    @Test
    void waitsForPodsTheSetStillReports() {
      DeploymentView deployment = at(recreating, 2);

      assertThat(
              DeploymentPlanner.plan(snapshot(deployment, set(deployment, 1, 0, 1, 0))).actions())
          .isEmpty();
    }

    @Test
    void waitsForPodsBeingDeletedButNotForEndedOnes() {
      DeploymentView deployment = at(recreating, 2);
      ReplicaSetView old = set(deployment, 1, 0, 0, 0);
      PodView going =
          Samples.readyPod(Samples.deleting(Samples.ownedBy(old.meta(), Samples.meta("going"))));

      assertThat(DeploymentPlanner.plan(withPods(deployment, old, going)).actions()).isEmpty();
      assertThat(
              created(
                      DeploymentPlanner.plan(
                          withPods(deployment, old, Samples.inPhase(going, PodPhase.FAILED))))
                  .replicas())
          .isEqualTo(3);
    }

    @Test
    void bringsAnEmptiedSetBackToFullSize() {
      DeploymentView deployment = at(recreating, 1);

      assertThat(sizes(DeploymentPlanner.plan(snapshot(deployment, set(deployment, 1, 0, 0, 0)))))
          .isEqualTo(Map.of("web-1", 3));
    }

    @Test
    void changingReplicasInTheMiddleDoesNotKeepTheOldSetAlive() {
      DeploymentView before = at(recreating, 2);
      ReplicaSetView old = set(before, 1, 3, 3, 3);
      ReplicaSetView fresh = set(before, 2, 1, 1, 0);

      assertThat(
              sizes(
                  DeploymentPlanner.plan(
                      snapshot(
                          Samples.withSpec(before, spec -> spec.withReplicas(5)), old, fresh))))
          .isEqualTo(Map.of("web-1", 0));
    }

    private DeploymentSnapshot withPods(
        DeploymentView deployment, ReplicaSetView set, PodView... pods) {
      return new DeploymentSnapshot(
          deployment,
          List.of(set),
          Map.of(set.meta().uid(), List.of(pods)),
          new TemplateVerdict.Accepted(deployment.spec().getTemplate()),
          NOW);
    }
  }

  @Nested
  class Resizing {

    private DeploymentView wanting(int replicas, DeploymentView deployment) {
      return Samples.withSpec(deployment, spec -> spec.withReplicas(replicas));
    }

    @Test
    void aLoneSetTakesAll() {
      DeploymentView before = at(WEB, 1);

      DeploymentPlan plan =
          DeploymentPlanner.plan(snapshot(wanting(4, before), set(before, 1, 10, 10, 10)));

      assertThat(sizes(plan)).isEqualTo(Map.of("web-1", 4));
      assertThat(updates(plan).findFirst().orElseThrow().annotations())
          .containsEntry(Annotations.DESIRED_REPLICAS, "4")
          .containsEntry(Annotations.MAX_REPLICAS, "7");
    }

    // the worked example: 8 old and 5 new with surge 3 for 10, then 30 wanted
    @ParameterizedTest(name = "to {0}: new {1}, old {2}")
    @CsvSource({"30, 13, 20", "5, 3, 5", "20, 9, 14", "11, 5, 9", "9, 5, 7", "0, 0, 0"})
    void inTheMiddleOfARolloutEachSetTakesItsShare(int replicas, int newSize, int oldSize) {
      DeploymentView before = at(WEB, 2);
      ReplicaSetView old = set(before, 1, 8, 8, 8);
      ReplicaSetView fresh = set(before, 2, 5, 5, 0);

      DeploymentPlan plan = DeploymentPlanner.plan(snapshot(wanting(replicas, before), old, fresh));

      assertThat(updates(plan))
          .extracting(update -> update.set().meta().name(), DeploymentAction.UpdateSet::replicas)
          .containsExactlyInAnyOrder(tuple("web-1", oldSize), tuple("web-2", newSize));
    }

    @Test
    void ofEqualsTheNewerGrowsAndTheOlderShrinks() {
      DeploymentView before = at(Samples.deployment(Samples.deploymentSpec(10, 0, 2)), 2);
      ReplicaSetView old = set(before, 1, 5, 5, 5);
      ReplicaSetView fresh = set(before, 2, 5, 5, 5);

      assertThat(sizes(DeploymentPlanner.plan(snapshot(wanting(11, before), old, fresh))))
          .isEqualTo(Map.of("web-2", 6));
      assertThat(sizes(DeploymentPlanner.plan(snapshot(wanting(9, before), old, fresh))))
          .isEqualTo(Map.of("web-1", 4));
    }

    @Test
    void roundingNeverMovesMoreThanTheChange() {
      DeploymentView before = at(Samples.deployment(Samples.deploymentSpec(15, 0, 2)), 3);
      ReplicaSetView first = set(before, 1, 5, 5, 5);
      ReplicaSetView second = set(before, 2, 5, 5, 5);
      ReplicaSetView third = set(before, 3, 5, 5, 5);

      assertThat(sizes(DeploymentPlanner.plan(snapshot(wanting(17, before), first, second, third))))
          .isEqualTo(Map.of("web-3", 6, "web-2", 6));
      assertThat(sizes(DeploymentPlanner.plan(snapshot(wanting(13, before), first, second, third))))
          .isEqualTo(Map.of("web-1", 4, "web-2", 4));
    }

    @Test
    void aNoteThatIsTooSmallMovesNoMoreThanTheChangeEither() {
      DeploymentView before = at(WEB, 2);
      Map<String, String> tampered = Map.of(Annotations.MAX_REPLICAS, "10");
      ReplicaSetView old = noting(set(before, 1, 8, 8, 8), tampered);
      ReplicaSetView fresh = noting(set(before, 2, 5, 5, 0), tampered);

      // 33 are allowed, 20 more than there are: 8 * 33 / 10 takes 18 of them, 2 are left
      assertThat(sizes(DeploymentPlanner.plan(snapshot(wanting(30, before), old, fresh))))
          .isEqualTo(Map.of("web-1", 26, "web-2", 7));
    }

    @Test
    void withoutItsNoteASetIsMeasuredByThePodsThereAre() {
      DeploymentView before =
          Samples.withStatus(at(WEB, 2), new DeploymentStatusBuilder().withReplicas(13).build());
      ReplicaSetView old = noting(set(before, 1, 8, 8, 8), Map.of(Annotations.MAX_REPLICAS, "0"));
      ReplicaSetView fresh = set(before, 2, 5, 5, 0);

      assertThat(sizes(DeploymentPlanner.plan(snapshot(wanting(30, before), old, fresh))))
          .isEqualTo(Map.of("web-1", 20, "web-2", 13));
    }

    @Test
    void besideACompleteSetTheOthersGo() {
      DeploymentView deployment = wanting(5, at(WEB, 2));
      ReplicaSetView adopted =
          noting(set(deployment, 1, 3, 3, 3), Map.of(Annotations.DESIRED_REPLICAS, "3"));

      assertThat(
              sizes(
                  DeploymentPlanner.plan(
                      snapshot(deployment, adopted, set(deployment, 2, 5, 5, 5)))))
          .isEqualTo(Map.of("web-1", 0));
    }

    @Test
    void aStaleNoteOnASetOfTheRightSizeIsRewritten() {
      DeploymentView deployment = at(WEB, 1);
      ReplicaSetView set =
          noting(set(deployment, 1, 10, 10, 10), Map.of(Annotations.DESIRED_REPLICAS, "7"));

      DeploymentPlan plan = DeploymentPlanner.plan(snapshot(deployment, set));

      assertThat(sizes(plan)).isEmpty();
      assertThat(updates(plan))
          .extracting(update -> update.annotations().get(Annotations.DESIRED_REPLICAS))
          .containsExactly("10");
    }
  }

  @Nested
  class Pausing {

    private final DeploymentView paused =
        Samples.withSpec(at(WEB, 2), spec -> spec.withPaused(true));

    @Test
    void makesNoNewSet() {
      assertThat(DeploymentPlanner.plan(snapshot(paused, set(paused, 1, 10, 10, 10))).actions())
          .isEmpty();
    }

    @Test
    void stillScales() {
      assertThat(
              sizes(
                  DeploymentPlanner.plan(
                      snapshot(
                          Samples.withSpec(paused, spec -> spec.withReplicas(12)),
                          set(paused, 1, 10, 10, 10)))))
          .isEqualTo(Map.of("web-1", 12));
    }

    @Test
    void holdsARolloutWhereItIs() {
      assertThat(
              DeploymentPlanner.plan(
                      snapshot(paused, set(paused, 1, 8, 8, 8), set(paused, 2, 5, 5, 5)))
                  .actions())
          .isEmpty();
    }

    @Test
    void stillPrunesTheHistory() {
      DeploymentView forgetful = Samples.withSpec(paused, spec -> spec.withRevisionHistoryLimit(0));
      ReplicaSetView idle = set(paused, 1, 0, 0, 0);

      assertThat(
              DeploymentPlanner.plan(snapshot(forgetful, idle, set(paused, 2, 10, 10, 10)))
                  .actions())
          .containsExactly(new DeploymentAction.DeleteSet(idle));
      assertThat(
              DeploymentPlanner.plan(
                      snapshot(
                          annotated(forgetful, Map.of(Annotations.ROLLBACK_TO, "1")),
                          idle,
                          set(paused, 2, 10, 10, 10)))
                  .actions())
          .isEmpty();
    }
  }

  @Nested
  class Claiming {

    private final Meta orphan = Samples.meta("web-1");

    @Test
    void adoptsBeforeAnythingElse() {
      ReplicaSetView set = Samples.set(orphan, 10, Samples.template("web:1"));
      ReplicaSetView foreign =
          Samples.set(
              Samples.ownedBy(Samples.meta("other"), Samples.meta("web-2")),
              3,
              Samples.template("web:1"));

      assertThat(DeploymentPlanner.plan(snapshot(WEB, set, foreign)).actions())
          .containsExactly(new DeploymentAction.AdoptSet(set));
    }

    @Test
    void releasesWhatNoLongerMatches() {
      ReplicaSetView set =
          Samples.set(
              Samples.withLabels(Samples.ownedBy(WEB.meta(), orphan), Map.of("app", "x")),
              10,
              Samples.template("web:1"));

      assertThat(DeploymentPlanner.plan(snapshot(WEB, set)).actions())
          .containsExactly(new DeploymentAction.ReleaseSet(set));
    }

    @Test
    void anAdoptedSetIsNumberedAndUsed() {
      ReplicaSetView adopted =
          Samples.reporting(
              Samples.set(Samples.ownedBy(WEB.meta(), orphan), 10, Samples.template("web:1")),
              10,
              10);

      DeploymentPlan plan = DeploymentPlanner.plan(snapshot(WEB, adopted));

      assertThat(plan.actions())
          .containsExactly(
              new DeploymentAction.UpdateSet(
                  adopted, 10, 0, Map.of(Annotations.REVISION, "1"), Optional.empty()),
              new DeploymentAction.Annotate(Map.of(Annotations.REVISION, "1")));
    }
  }

  @Nested
  class LeavingAlone {

    @Test
    void whatIsBeingDeleted() {
      DeploymentView deleting = Samples.withMeta(at(WEB, 2), Samples::deleting);

      assertThat(
              DeploymentPlanner.plan(
                      snapshot(
                          deleting,
                          set(deleting, 1, 10, 10, 10),
                          Samples.set(Samples.meta("orphan"), 1, Samples.template("web:2"))))
                  .actions())
          .isEmpty();
    }

    @Test
    void anEmptySelectorButNotInSilence() {
      DeploymentView all = Samples.withSpec(WEB, spec -> spec.withSelector(new LabelSelector()));

      DeploymentPlan plan = DeploymentPlanner.plan(snapshot(all, set(WEB, 1, 1, 1, 1)));

      assertThat(plan.actions()).isEmpty();
      assertThat(plan.events())
          .extracting(EventDraft::type, EventDraft::reason)
          .containsExactly(tuple(EventDraft.Type.WARNING, "SelectingAll"));
    }

    @Test
    void noSelectorAtAll() {
      DeploymentView none = Samples.withSpec(WEB, spec -> spec.withSelector((LabelSelector) null));

      assertThat(DeploymentPlanner.plan(snapshot(none, set(WEB, 1, 1, 1, 1))))
          .isEqualTo(new DeploymentPlan(List.of(), List.of(), Optional.empty()));
    }

    @Test
    void aRejectedTemplate() {
      DeploymentView resized = Samples.withSpec(at(WEB, 2), spec -> spec.withReplicas(3));

      assertThat(DeploymentPlanner.plan(rejected(resized, set(WEB, 1, 10, 10, 10))).actions())
          .isEmpty();
    }

    @Test
    void butARejectedTemplateCanBeRolledBack() {
      DeploymentView stuck = annotated(at(WEB, 2), Map.of(Annotations.ROLLBACK_TO, "0"));

      assertThat(DeploymentPlanner.plan(rejected(stuck, set(WEB, 1, 10, 10, 10))).actions())
          .singleElement()
          .isInstanceOfSatisfying(
              DeploymentAction.RestoreTemplate.class,
              restore -> assertThat(restore.template()).isEqualTo(Samples.template("web:1")));
    }

    private DeploymentSnapshot rejected(DeploymentView deployment, ReplicaSetView... sets) {
      return new DeploymentSnapshot(
          deployment, List.of(sets), Map.of(), new TemplateVerdict.Rejected("port 800000"), NOW);
    }
  }

  @Nested
  class RollingBack {

    private DeploymentView asking(String revision) {
      return annotated(at(WEB, 3), Map.of(Annotations.ROLLBACK_TO, revision, "change", "third"));
    }

    private ReplicaSetView[] sets(DeploymentView deployment) {
      return new ReplicaSetView[] {
        noting(set(deployment, 1, 0, 0, 0), Map.of("change", "first")),
        set(deployment, 2, 0, 0, 0),
        noting(set(deployment, 3, 10, 10, 10), Map.of("change", "third")),
      };
    }

    @ParameterizedTest(name = "to {0}: revision {1}")
    @CsvSource({"1, 1", "2, 2", "0, 2"})
    void restoresTheTemplate(String wanted, int revision) {
      DeploymentView deployment = asking(wanted);

      DeploymentPlan plan = DeploymentPlanner.plan(snapshot(deployment, sets(deployment)));

      DeploymentAction.RestoreTemplate restore =
          (DeploymentAction.RestoreTemplate) plan.actions().get(0);
      assertThat(restore.template()).isEqualTo(Samples.template("web:" + revision));
      assertThat(restore.event().map(EventDraft::reason)).contains("DeploymentRollback");
      assertThat(plan.actions()).hasSize(1);
      assertThat(plan.events()).isEmpty();
    }

    @Test
    void restoresTheAnnotationsOfThatRevisionToo() {
      DeploymentView deployment = annotated(asking("1"), Map.of(Annotations.LAST_APPLIED, "{}"));

      DeploymentPlan plan = DeploymentPlanner.plan(snapshot(deployment, sets(deployment)));

      assertThat(((DeploymentAction.RestoreTemplate) plan.actions().get(0)).annotations())
          .isEqualTo(
              Map.of("change", "first", Annotations.REVISION, "3", Annotations.LAST_APPLIED, "{}"));
    }

    @ParameterizedTest(name = "to {0}: {1}")
    @CsvSource({
      "7, DeploymentRollbackRevisionNotFound",
      "-1, DeploymentRollbackRevisionNotFound",
      "3, DeploymentRollbackTemplateUnchanged",
    })
    void givesUpWithAWarning(String wanted, String reason) {
      DeploymentView deployment = asking(wanted);

      DeploymentPlan plan = DeploymentPlanner.plan(snapshot(deployment, sets(deployment)));

      assertThat(plan.actions())
          .containsExactly(
              new DeploymentAction.Annotate(Map.of("change", "third", Annotations.REVISION, "3")));
      assertThat(plan.events())
          .extracting(EventDraft::type, EventDraft::reason)
          .containsExactly(tuple(EventDraft.Type.WARNING, reason));
    }

    @Test
    void withoutHistoryThereIsNothingToGoBackTo() {
      DeploymentView deployment = asking("0");

      assertThat(DeploymentPlanner.plan(snapshot(deployment, sets(deployment)[2])).events())
          .extracting(EventDraft::reason)
          .containsExactly("DeploymentRollbackRevisionNotFound");
    }

    @Test
    void whatIsNoNumberIsNoRequest() {
      DeploymentView deployment = asking("previous");

      assertThat(DeploymentPlanner.plan(snapshot(deployment, sets(deployment))).actions())
          .isEmpty();
    }

    @Test
    void theTemplateLeftBehindGetsItsPlaceInTheHistory() {
      DeploymentView rolling = annotated(at(WEB, 3), Map.of(Annotations.ROLLBACK_TO, "0"));
      DeploymentView recreating =
          annotated(
              at(Samples.deployment(Samples.recreateSpec(10)), 3),
              Map.of(Annotations.ROLLBACK_TO, "0"));

      assertThat(
              created(DeploymentPlanner.plan(snapshot(rolling, set(rolling, 1, 10, 10, 10))))
                  .replicas())
          .isEqualTo(3);
      assertThat(
              created(DeploymentPlanner.plan(snapshot(recreating, set(recreating, 1, 10, 10, 10))))
                  .replicas())
          .isZero();
    }
  }

  @Nested
  class Pruning {

    private final DeploymentView forgetful =
        Samples.withSpec(at(WEB, 5), spec -> spec.withRevisionHistoryLimit(1));

    @Test
    void deletesTheLowestRevisionsInExcessOnceComplete() {
      ReplicaSetView first = set(forgetful, 1, 0, 0, 0);
      ReplicaSetView second = set(forgetful, 2, 0, 0, 0);
      ReplicaSetView third = set(forgetful, 3, 0, 0, 0);

      assertThat(
              DeploymentPlanner.plan(
                      snapshot(forgetful, third, second, first, set(forgetful, 5, 10, 10, 10)))
                  .actions())
          .containsExactly(
              new DeploymentAction.DeleteSet(first), new DeploymentAction.DeleteSet(second));
      assertThat(
              DeploymentPlanner.plan(
                      snapshot(forgetful, third, second, first, set(forgetful, 5, 10, 10, 9)))
                  .actions())
          .isEmpty();
    }

    @Test
    void passesOverSetsThatAreNotIdleWithoutTakingOthers() {
      ReplicaSetView busy = set(forgetful, 1, 0, 1, 0);
      ReplicaSetView unobserved =
          new ReplicaSetView(
              Samples.withGeneration(set(forgetful, 2, 0, 0, 0).meta(), 2),
              set(forgetful, 2, 0, 0, 0).spec(),
              set(forgetful, 2, 0, 0, 0).status());
      ReplicaSetView idle = set(forgetful, 3, 0, 0, 0);
      Revisions revisions = new Revisions(Optional.empty(), List.of(busy, unobserved, idle));

      assertThat(HistoryPruning.prune(revisions, 1)).isEmpty();
      assertThat(HistoryPruning.prune(revisions, 0))
          .containsExactly(new DeploymentAction.DeleteSet(idle));
    }

    @Test
    void doesNotCountSetsBeingDeleted() {
      ReplicaSetView going = set(forgetful, 1, 0, 0, 0);
      Revisions revisions =
          new Revisions(
              Optional.empty(),
              List.of(
                  new ReplicaSetView(Samples.deleting(going.meta()), going.spec(), going.status()),
                  set(forgetful, 2, 0, 0, 0)));

      assertThat(HistoryPruning.prune(revisions, 1)).isEmpty();
    }

    @Test
    void keepsAllWithoutALimit() {
      Revisions revisions = new Revisions(Optional.empty(), List.of(set(forgetful, 1, 0, 0, 0)));

      assertThat(HistoryPruning.prune(revisions, null)).isEmpty();
      assertThat(HistoryPruning.prune(revisions, Integer.MAX_VALUE)).isEmpty();
    }
  }
}
