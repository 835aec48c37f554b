package dev.miniworks.suite.invariants;

import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.historyLimit;
import static dev.miniworks.suite.Deployments.paused;
import static dev.miniworks.suite.Deployments.recreate;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.rolling;
import static dev.miniworks.suite.ReplicaSets.pod;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.testing.Samples.available;
import static dev.miniworks.suite.testing.Samples.counts;
import static dev.miniworks.suite.testing.Samples.desired;
import static dev.miniworks.suite.testing.Samples.failed;
import static dev.miniworks.suite.testing.Samples.observes;
import static dev.miniworks.suite.testing.Samples.ownedBy;
import static dev.miniworks.suite.testing.Samples.released;
import static dev.miniworks.suite.testing.Samples.revision;
import static dev.miniworks.suite.testing.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.miniworks.suite.Change;
import dev.miniworks.suite.history.Entry;
import dev.miniworks.suite.testing.Story;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each invariant finds the histories that break its rule, and lets lawful ones pass. */
class InvariantsTest {

  private final Story story = new Story();

  @Test
  void eachInvariantIsTestedHere() {
    assertThat(Invariants.ALL)
        .extracting(invariant -> invariant.getClass().getSimpleName())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(InvariantsTest.class.getDeclaredClasses())
                .map(tests -> tests.getSimpleName().replace("Tests", ""))
                .toList());
  }

  @Test
  void aWholeRolloutKeepsThemAll() {
    var web = story.given(deployment("web", replicas(1), rolling(1, 0)));
    var old = story.made(setOf(web, "web-1", 1, revision(1), desired(1)));
    story.changed(web, revision(1), observes(1));
    var first = story.made(podOf(old, "first"));
    story.changed(old, counts(1, 0));
    story.changed(first, running(true));
    story.changed(old, counts(1, 1));
    story.changed(web, counts(1, 1, 1, 0));
    story.edited(web, d -> d.getSpec().getTemplate().getSpec().setHostNetwork(true));
    var latest = story.made(setOf(web, "web-2", 1, revision(2), desired(1)));
    story.changed(web, revision(2), observes(2));
    var second = story.made(podOf(latest, "second"));
    story.changed(second, running(true));
    story.changed(latest, counts(1, 1));
    story.changed(old, size(0));
    story.deleted(first);
    story.gone(first);
    story.changed(old, counts(0, 0));
    story.changed(web, counts(1, 1, 1, 0));
    Invariants.check(Invariants.ALL, story.history());
  }

  @Test
  void aBreachNamesTheRuleAndShowsTheEntries() {
    var set = story.given(replicaSet("web", size(0)));
    story.made(podOf(set, "too-many"));
    story.changed(set, counts(1, 0));
    assertThatThrownBy(() -> Invariants.check(Invariants.ALL, story.history()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("rule broken: a set makes no pod while it has all it wants")
        .hasMessageContaining("web wants 0 pods and made number 1")
        .hasMessageContaining("* 00:00:00.001")
        .hasMessageContaining("ADDED    pod                    too-many")
        .hasMessageContaining("of ReplicaSet/web");
  }

  @Nested
  class OwnedFromBirthTests {

    private final Invariant rule = new OwnedFromBirth();

    @Test
    void passesChildrenOfKnownOwnersAndWhatTheScenarioMakes() {
      story.given(pod("orphan", "web"));
      var set = story.given(replicaSet("web"));
      story.made(podOf(set, "child"));
      passes(rule);
    }

    @Test
    void findsAPodWithoutOwner() {
      var set = story.given(replicaSet("web"));
      var stray = story.made(pod("stray", "web"));
      story.changed(stray, ownedBy(set));
      finds(rule, "stray was made without a controller");
    }

    @Test
    void findsAnOwnerThatNeverWas() {
      story.made(podOf(new Story().given(replicaSet("ghost")), "child"));
      finds(rule, "child names a controller, ghost, that never was");
    }
  }

  @Nested
  class OneControllerAtATimeTests {

    private final Invariant rule = new OneControllerAtATime();
    private final ReplicaSet one = story.given(replicaSet("one"));
    private final ReplicaSet two = story.given(replicaSet("two"));

    @Test
    void passesAdoptionReleaseAndDeletionByTheOwner() {
      var pod = story.given(pod("pod", "one"));
      story.changed(pod, ownedBy(one));
      story.changed(pod, released());
      story.changed(pod, ownedBy(two));
      story.deleted(pod);
      passes(rule);
    }

    @Test
    void passesAnOrphanThatTheScenarioDeletes() {
      story.deletedByScenario(story.given(pod("pod", "one")));
      passes(rule);
    }

    @Test
    void findsTwoControllersAtOnce() {
      story.made(pod("pod", "one"));
      story.changed(story.made(podOf(one, "torn")), ownedBy(two));
      finds(rule, "torn has 2 controllers");
    }

    @Test
    void findsAPodThatPassesStraightToAnother() {
      var pod = story.made(podOf(one, "pod"));
      story.changed(pod, released(), ownedBy(two));
      finds(rule, "pod was taken from its controller");
    }

    @Test
    void findsAnOrphanThatAControllerDeletes() {
      story.deleted(story.given(pod("orphan", "one")));
      finds(rule, "orphan has no controller, yet one deleted it");
    }
  }

  @Nested
  class NoPodBeyondReplicasTests {

    private final Invariant rule = new NoPodBeyondReplicas();
    private final ReplicaSet set = story.given(replicaSet("web", size(1)));

    @Test
    void passesASuccessorOfAPodThatIsDeletedOrHasEnded() {
      story.deletedByScenario(story.made(podOf(set, "a")));
      story.changed(story.made(podOf(set, "b")), failed());
      story.made(podOf(set, "c"));
      passes(rule);
    }

    @Test
    void passesAPodForASizeThatIsNoLongerWantedButNotYetSeenToBe() {
      story.changed(set, counts(0, 0));
      story.edited(set, size(0));
      story.made(podOf(set, "late"));
      passes(rule);
    }

    @Test
    void findsAPodTooMany() {
      story.made(podOf(set, "a"));
      story.made(podOf(set, "b"));
      finds(rule, "web wants 1 pods and made number 2");
    }

    @Test
    void findsAPodForASizeThatWasSeenToBeLower() {
      story.edited(set, size(0));
      story.changed(set, counts(0, 0));
      story.made(podOf(set, "a"));
      finds(rule, "web wants 0 pods and made number 1");
    }
  }

  @Nested
  class UnreadyPodsGoFirstTests {

    private final Invariant rule = new UnreadyPodsGoFirst();
    private final ReplicaSet set = story.given(replicaSet("web", size(2)));
    private final Pod ready = story.changed(story.made(podOf(set, "ready")), running(true));
    private final Pod lazy = story.changed(story.made(podOf(set, "lazy")), running(false));

    @Test
    void passesWhenTheUnreadyPodGoes() {
      story.deleted(lazy);
      passes(rule);
    }

    @Test
    void passesWhenBothGoInOneRound() {
      story.deleted(ready);
      story.deleted(lazy);
      passes(rule);
    }

    @Test
    void passesWhenTheUnreadyPodBecomesReadyLater() {
      story.deleted(ready);
      story.changed(lazy, running(true));
      passes(rule);
    }

    @Test
    void passesWhenTheScenarioDeletesTheReadyPod() {
      story.deletedByScenario(ready);
      passes(rule);
    }

    @Test
    void findsTheReadyPodThatGoesWhileTheUnreadyOneStays() {
      story.deleted(ready);
      finds(rule, "ready was ready and deleted, lazy was not and stayed");
    }
  }

  @Nested
  class SurgeBoundTests {

    private final Invariant rule = new SurgeBound();
    private final Deployment web = story.given(deployment("web", replicas(3), rolling("25%", 0)));
    private final ReplicaSet old = story.made(setOf(web, "web-1", 3));

    @Test
    void passesUpToTheSurgeWhichRoundsUp() {
      story.made(setOf(web, "web-2", 1));
      passes(rule);
    }

    @Test
    void passesGrowthForReplicasThatAreNoLongerWantedButNotYetSeenToBe() {
      story.changed(web, observes(1));
      story.edited(web, replicas(1));
      story.made(setOf(web, "web-2", 1));
      passes(rule);
    }

    @Test
    void passesWhatTheScenarioScales() {
      story.edited(old, size(9));
      passes(rule);
    }

    @Test
    void findsANewSetThatIsTooLarge() {
      story.made(setOf(web, "web-2", 2));
      finds(rule, "the sets of web want 5 pods, allowed are 4");
    }

    @Test
    void findsASetThatGrowsTooLarge() {
      story.changed(story.made(setOf(web, "web-2", 1)), size(2));
      finds(rule, "the sets of web want 5 pods, allowed are 4");
    }

    @Test
    void findsAnySurgeUnderRecreate() {
      var batch = story.given(deployment("batch", replicas(1), recreate()));
      story.made(setOf(batch, "batch-1", 1));
      story.made(setOf(batch, "batch-2", 1));
      finds(rule, "the sets of batch want 2 pods, allowed are 1");
    }
  }

  @Nested
  class AvailabilityBoundTests {

    private final Invariant rule = new AvailabilityBound();
    private final Deployment web = story.given(deployment("web", replicas(4), rolling(1, "25%")));
    private final ReplicaSet old =
        story.changed(story.made(setOf(web, "web-1", 4, desired(4))), counts(4, 4));

    @Test
    void passesDownToTheBoundWhichRoundsDown() {
      story.changed(old, size(3));
      passes(rule);
    }

    @Test
    void passesWhenOnlyUnavailablePodsGo() {
      story.changed(old, counts(4, 2));
      story.changed(web, observes(1));
      story.changed(web, counts(4, 4, 2, 2));
      story.changed(old, size(2));
      passes(rule);
    }

    @Test
    void passesWhatFollowsFromScaling() {
      story.edited(web, replicas(1));
      story.changed(old, size(1), desired(1));
      passes(rule);
    }

    @Test
    void passesRecreateWhichKeepsNothing() {
      story.edited(web, recreate());
      story.changed(web, observes(2));
      story.changed(old, size(0));
      passes(rule);
    }

    @Test
    void passesAStepBesideALossThatMayNotHaveBeenSeen() {
      var latest = story.made(setOf(web, "web-2", 1, desired(4)));
      story.changed(latest, counts(1, 1));
      story.changed(web, observes(1));
      story.changed(latest, counts(1, 0));
      story.changed(old, size(2));
      passes(rule);
    }

    @Test
    void findsAStepBesideALossThatHasBeenSeen() {
      var latest = story.made(setOf(web, "web-2", 1, desired(4)));
      story.changed(latest, counts(1, 1));
      story.changed(latest, counts(1, 0));
      story.changed(web, observes(1));
      story.changed(web, counts(5, 1, 4, 1));
      story.changed(old, size(2));
      finds(rule, "shrinking web-1 leaves 2 pods of web available, at least 3 have to be");
    }

    @Test
    void findsAStepBelowTheBound() {
      story.changed(old, size(2));
      finds(rule, "shrinking web-1 leaves 2 pods of web available, at least 3 have to be");
    }

    @Test
    void findsAStepThatTheNewSetDoesNotMakeUpFor() {
      story.changed(story.made(setOf(web, "web-2", 1, desired(4))), counts(1, 0));
      story.changed(old, size(2));
      finds(rule, "shrinking web-1 leaves 2 pods of web available, at least 3 have to be");
    }
  }

  @Nested
  class RecreateWithoutOverlapTests {

    private final Invariant rule = new RecreateWithoutOverlap();
    private final Deployment web = story.given(deployment("web", recreate()));
    private final ReplicaSet old = story.made(setOf(web, "web-1", 0));
    private final ReplicaSet latest = story.made(setOf(web, "web-2", 1));
    private final Pod last = story.made(podOf(old, "last"));

    @Test
    void passesWhenTheLastOldPodIsGone() {
      story.deleted(last);
      story.gone(last);
      story.made(podOf(latest, "first"));
      passes(rule);
    }

    @Test
    void passesWhenTheLastOldPodHasEnded() {
      story.changed(last, failed());
      story.made(podOf(latest, "first"));
      passes(rule);
    }

    @Test
    void passesARollingUpdate() {
      story.edited(web, rolling(1, 0));
      story.made(podOf(latest, "first"));
      passes(rule);
    }

    @Test
    void findsANewPodWhileAnOldOneIsStillEnding() {
      story.deleted(last);
      story.made(podOf(latest, "first"));
      finds(rule, "first was made while last lived");
    }
  }

  @Nested
  class NoNewSetWhilePausedTests {

    private final Invariant rule = new NoNewSetWhilePaused();
    private final Deployment web = story.given(deployment("web", paused(true)));

    @Test
    void passesAfterTheResumption() {
      story.edited(web, paused(false));
      story.made(setOf(web, "web-1", 1));
      passes(rule);
    }

    @Test
    void passesBeforeThePauseIsSeen() {
      story.edited(web, paused(false));
      story.changed(web, observes(2));
      story.edited(web, paused(true));
      story.made(setOf(web, "web-1", 1));
      passes(rule);
    }

    @Test
    void findsASetMadeWhilePaused() {
      story.made(setOf(web, "web-1", 0));
      finds(rule, "web-1 was made while its Deployment was paused");
    }
  }

  @Nested
  class RevisionsIncreaseTests {

    private final Invariant rule = new RevisionsIncrease();
    private final Deployment web = story.given(deployment("web"));
    private final ReplicaSet first = story.made(setOf(web, "web-1", 1, revision(1)));
    private final ReplicaSet second = story.made(setOf(web, "web-2", 0, revision(2)));

    @Test
    void passesAnOldSetThatReturnsUnderTheNextNumber() {
      story.changed(first, revision(3));
      passes(rule);
    }

    @Test
    void passesEqualNumbersOfDifferentDeployments() {
      var other = story.given(deployment("other"));
      story.made(setOf(other, "other-1", 1, revision(1)));
      passes(rule);
    }

    @Test
    void findsANumberTwice() {
      story.made(setOf(web, "web-3", 1, revision(2)));
      finds(rule, "web-3 became revision 2 while web-2 has 2");
    }

    @Test
    void findsANumberThatFalls() {
      story.changed(second, revision(1));
      finds(rule, "web-2 became revision 1 while web-1 has 1");
    }
  }

  @Nested
  class HistoryLimitTests {

    private final Invariant rule = new HistoryLimit();
    private final Deployment web = story.given(deployment("web", historyLimit(1)));
    private final ReplicaSet oldest = story.made(setOf(web, "web-1", 0, revision(1)));

    HistoryLimitTests() {
      story.made(setOf(web, "web-2", 0, revision(2)));
      story.made(setOf(web, "web-3", 1, revision(3)));
    }

    @Test
    void passesAmidARollout() {
      story.changed(web, counts(1, 0, 1, 0));
      passes(rule);
    }

    @Test
    void passesWhenTheOldestIsGone() {
      story.changed(web, counts(1, 1, 1, 0));
      story.gone(oldest);
      passes(rule);
    }

    @Test
    void findsAnOldSetTooMany() {
      story.changed(web, counts(1, 1, 1, 0));
      finds(rule, "web keeps 2 old sets, its limit is 1");
    }
  }

  @Nested
  class ObservedGenerationGrowsTests {

    private final Invariant rule = new ObservedGenerationGrows();
    private final Deployment web = story.given(deployment("web"));

    @Test
    void passesAStatusThatFollows() {
      story.changed(web, observes(1));
      story.edited(web, replicas(2));
      story.changed(web, observes(2));
      passes(rule);
    }

    @Test
    void findsAGenerationThatIsNotThereYet() {
      story.changed(web, observes(2));
      finds(rule, "web reports generation 2 after 0; its generation is 1");
    }

    @Test
    void findsAGenerationThatFalls() {
      story.edited(web, replicas(2));
      story.changed(web, observes(2));
      story.changed(web, observes(1));
      finds(rule, "web reports generation 1 after 2; its generation is 2");
    }
  }

  @Nested
  class TransitionTimeMarksTransitionsTests {

    private final Invariant rule = new TransitionTimeMarksTransitions();
    private final Deployment web =
        story.changed(story.given(deployment("web")), available(false, "2024-01-01T00:00:00Z"));

    @Test
    void passesATimeThatChangesWithTheStatus() {
      story.changed(web, available(true, "2024-01-01T00:00:09Z"));
      passes(rule);
    }

    @Test
    void passesAFirstReportThatIsRepeatedBeforeItWasSeen() {
      story.changed(web, available(true, "2024-01-01T00:00:08Z"));
      story.changed(web, available(true, "2024-01-01T00:00:09Z"));
      passes(rule);
    }

    @Test
    void findsATimeThatChangesAlone() {
      story.changed(web, observes(1), available(false, "2024-01-01T00:00:00Z"));
      story.changed(web, available(false, "2024-01-01T00:00:09Z"));
      finds(
          rule,
          "Available of web stayed False, its time went from 2024-01-01T00:00:00Z to"
              + " 2024-01-01T00:00:09Z");
    }
  }

  @Nested
  class CountersTellTheTruthTests {

    private final Invariant rule = new CountersTellTheTruth();
    private final Deployment web = story.given(deployment("web", replicas(2)));
    private final ReplicaSet set = story.made(setOf(web, "web-1", 2));

    CountersTellTheTruthTests() {
      story.changed(story.made(podOf(set, "ready")), running(true));
      story.changed(story.made(podOf(set, "lazy")), running(false));
    }

    @Test
    void passesWhatIsThere() {
      story.changed(set, counts(2, 1));
      story.changed(web, counts(2, 2, 1, 1));
      passes(rule);
    }

    @Test
    void findsASetThatCountsWrong() {
      story.changed(set, counts(2, 1), s -> s.getStatus().setReadyReplicas(2));
      story.changed(web, counts(2, 2, 1, 1));
      finds(
          rule,
          "web-1 reports {labelled=2, ready=2, replicas=2}, a recount finds {labelled=2, ready=1,"
              + " replicas=2}");
    }

    @Test
    void findsADeploymentThatCountsWrong() {
      story.changed(set, counts(2, 1));
      story.changed(web, counts(3, 2, 1, 1));
      finds(
          rule,
          "web reports {available=1, ready=1, replicas=3, unavailable=1}, a recount finds"
              + " {available=1, ready=1, replicas=2, unavailable=1}");
    }
  }

  @Nested
  class NoEmptyWriteTests {

    private final Invariant rule = new NoEmptyWrite();
    private final Deployment web = story.given(deployment("web"));
    private final Change<Deployment> bookkeeping =
        d ->
            d.getMetadata()
                .setManagedFields(
                    List.of(new ManagedFieldsEntryBuilder().withManager("someone").build()));

    @Test
    void passesADifference() {
      story.changed(web, observes(1), bookkeeping);
      passes(rule);
    }

    @Test
    void passesAnEmptyWriteOfTheScenario() {
      story.edited(web, bookkeeping);
      passes(rule);
    }

    @Test
    void findsAWriteOfNothingButBookkeeping() {
      story.changed(web, bookkeeping);
      finds(rule, "web was written without a difference");
    }
  }

  @Nested
  class NothingBornOfTheDyingTests {

    private final Invariant rule = new NothingBornOfTheDying();
    private final ReplicaSet set = story.given(replicaSet("web"));

    @Test
    void passesAPodOfTheLiving() {
      story.made(podOf(set, "a"));
      story.deletedByScenario(set);
      passes(rule);
    }

    @Test
    void passesAPodMadeBeforeTheDeletionIsSeen() {
      story.changed(set, counts(0, 0));
      story.deletedByScenario(set);
      story.made(podOf(set, "late"));
      passes(rule);
    }

    @Test
    void findsAPodOfTheDying() {
      story.deletedByScenario(set);
      story.changed(set, counts(0, 0));
      story.made(podOf(set, "late"));
      finds(rule, "late was made for web, which is being deleted");
    }

    @Test
    void findsASetOfTheDying() {
      var web = story.given(deployment("all"));
      story.deletedByScenario(web);
      story.changed(web, observes(2));
      story.made(setOf(web, "all-1", 0));
      finds(rule, "all-1 was made for all, which is being deleted");
    }
  }

  private void passes(Invariant rule) {
    assertThat(rule.check(story.history())).extracting(Violation::what).isEmpty();
  }

  private void finds(Invariant rule, String what) {
    var history = story.history();
    var violations = rule.check(history);
    assertThat(violations).extracting(Violation::what).containsExactly(what);
    var slice = violations.get(0).slice();
    assertThat(slice).extracting(Entry::version).isNotEmpty().isSorted();
    assertThat(history.entries()).extracting(Entry::version).containsAll(versions(slice));
  }

  private static List<Long> versions(List<Entry> entries) {
    return entries.stream().map(Entry::version).toList();
  }

  @SafeVarargs
  private static ReplicaSet setOf(
      Deployment owner, String name, int size, Change<HasMetadata>... changes) {
    var set = replicaSet(name, size(size), ownedBy(owner)::to);
    for (var change : changes) {
      change.to(set);
    }
    return set;
  }

  private static Pod podOf(ReplicaSet owner, String name) {
    var pod = pod(name, owner.getMetadata().getName());
    ownedBy(owner).to(pod);
    return pod;
  }
}
