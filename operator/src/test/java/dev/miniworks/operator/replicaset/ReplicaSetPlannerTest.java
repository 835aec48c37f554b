package dev.miniworks.operator.replicaset;

import static dev.miniworks.operator.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.testing.Samples;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.PodPhase;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpecBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaSetPlannerTest {

  private static final Meta OWNER = Samples.meta("web-1");

  static ReplicaSetView set(int replicas) {
    return Samples.set(OWNER, replicas, Samples.template("web:1"));
  }

  static ReplicaSetView set(int replicas, int minReadySeconds) {
    ReplicaSetView set = set(replicas);
    return new ReplicaSetView(
        set.meta(),
        new ReplicaSetSpecBuilder(set.spec()).withMinReadySeconds(minReadySeconds).build(),
        set.status());
  }

  static PodView owned(String name) {
    return Samples.readyPod(Samples.ownedBy(OWNER, Samples.meta(name)));
  }

  static PodView readySince(String name, Instant since) {
    PodView pod = owned(name);
    return new PodView(pod.meta(), pod.phase(), pod.node(), true, Optional.of(since), 0, 0);
  }

  static ReplicaSetSnapshot snapshot(ReplicaSetView set, List<PodView> pods) {
    return new ReplicaSetSnapshot(set, pods, Map.of(), Optional.empty(), NOW);
  }

  private static List<PodView> ownedPods(int count) {
    return IntStream.range(0, count).mapToObj(i -> owned("pod-" + i)).toList();
  }

  @ParameterizedTest(name = "{0} wanted, {1} there: create {2}, delete {3}")
  @CsvSource({
    "3, 3, 0, 0",
    "3, 0, 3, 0",
    "3, 2, 1, 0",
    "0, 2, 0, 2",
    "3, 5, 0, 2",
    "501, 0, 500, 0",
    "1, 600, 0, 500",
  })
  void makesUpTheDifference(int wanted, int there, int create, int delete) {
    ReplicaSetPlan plan = ReplicaSetPlanner.plan(snapshot(set(wanted), ownedPods(there)));

    assertThat(created(plan)).isEqualTo(create);
    assertThat(deleted(plan)).hasSize(delete).doesNotHaveDuplicates();
  }

  @Test
  void endedAndTerminatingPodsDoNotCount() {
    PodView terminating =
        Samples.readyPod(Samples.deleting(Samples.ownedBy(OWNER, Samples.meta("t"))));

    ReplicaSetPlan plan =
        ReplicaSetPlanner.plan(
            snapshot(
                set(3),
                List.of(
                    owned("a"),
                    terminating,
                    Samples.inPhase(owned("f"), PodPhase.FAILED),
                    Samples.inPhase(owned("s"), PodPhase.SUCCEEDED))));

    assertThat(plan.actions()).containsExactly(new ReplicaSetAction.CreatePods(2));
  }

  @Test
  void adoptsMatchingOrphansBeforeMakingMore() {
    PodView orphan = Samples.readyPod(Samples.meta("orphan"));
    PodView other = Samples.readyPod(Samples.withLabels(Samples.meta("other"), Map.of("app", "x")));
    PodView ended = Samples.inPhase(Samples.readyPod(Samples.meta("ended")), PodPhase.FAILED);

    ReplicaSetPlan plan = ReplicaSetPlanner.plan(snapshot(set(2), List.of(orphan, other, ended)));

    assertThat(plan.actions())
        .containsExactly(new ReplicaSetAction.AdoptPod(orphan), new ReplicaSetAction.CreatePods(1));
  }

  @Test
  void deletesAdoptedPodsThatAreTooMany() {
    PodView orphan = Samples.pendingPod(Samples.meta("orphan"));

    ReplicaSetPlan plan = ReplicaSetPlanner.plan(snapshot(set(1), List.of(orphan, owned("a"))));

    assertThat(plan.actions())
        .containsExactly(
            new ReplicaSetAction.AdoptPod(orphan),
            new ReplicaSetAction.DeletePods(List.of(orphan)));
  }

  @Test
  void releasesPodsThatNoLongerMatchAndReplacesThem() {
    PodView strayed =
        Samples.readyPod(
            Samples.withLabels(
                Samples.ownedBy(OWNER, Samples.meta("strayed")), Map.of("app", "x")));

    ReplicaSetPlan plan = ReplicaSetPlanner.plan(snapshot(set(1), List.of(strayed)));

    assertThat(plan.actions())
        .containsExactly(
            new ReplicaSetAction.ReleasePod(strayed), new ReplicaSetAction.CreatePods(1));
  }

  @Test
  void aRejectedTemplateStopsScalingButNotClaims() {
    PodView orphan = Samples.readyPod(Samples.meta("orphan"));
    TemplateVerdict rejected = new TemplateVerdict.Rejected("port 800000");

    for (int wanted : new int[] {0, 5}) {
      ReplicaSetPlan plan =
          ReplicaSetPlanner.plan(
              new ReplicaSetSnapshot(
                  set(wanted), List.of(orphan, owned("a")), Map.of(), Optional.of(rejected), NOW));

      assertThat(plan.actions()).containsExactly(new ReplicaSetAction.AdoptPod(orphan));
    }
  }

  @Test
  void aTemplateWithoutLabelsMakesNoPods() {
    ReplicaSetView set = Samples.set(OWNER, 2, new PodTemplateSpec());

    assertThat(ReplicaSetPlanner.plan(snapshot(set, List.of())).actions()).isEmpty();
  }

  @Test
  void aSetBeingDeletedIsLeftAlone() {
    ReplicaSetView set = set(3);
    ReplicaSetView deleting =
        new ReplicaSetView(Samples.deleting(set.meta()), set.spec(), set.status());

    assertThat(
            ReplicaSetPlanner.plan(
                snapshot(deleting, List.of(Samples.readyPod(Samples.meta("orphan"))))))
        .isEqualTo(new ReplicaSetPlan(List.of(), Optional.empty()));
  }

  @Test
  void anEmptySelectorGathersNothing() {
    ReplicaSetView set = set(3);
    ReplicaSetView selectingAll =
        new ReplicaSetView(
            set.meta(),
            new ReplicaSetSpecBuilder(set.spec()).withSelector(new LabelSelector()).build(),
            set.status());

    assertThat(
            ReplicaSetPlanner.plan(
                    snapshot(selectingAll, List.of(Samples.readyPod(Samples.meta("orphan")))))
                .actions())
        .isEmpty();
  }

  @Test
  void looksAgainWhenTheFirstReadyPodBecomesAvailable() {
    List<PodView> pods = new ArrayList<>();
    pods.add(readySince("long", NOW.minusSeconds(100)));
    pods.add(readySince("first", NOW.minusSeconds(7)));
    pods.add(readySince("second", NOW.minusSeconds(3)));
    pods.add(Samples.pendingPod(Samples.ownedBy(OWNER, Samples.meta("pending"))));

    assertThat(ReplicaSetPlanner.plan(snapshot(set(4, 10), pods)).lookAgainAfter())
        .contains(Duration.ofSeconds(3));
    assertThat(ReplicaSetPlanner.plan(snapshot(set(4, 0), pods)).lookAgainAfter()).isEmpty();
  }

  @Test
  void aReadyPodWithoutTimeIsLookedAtAfterTheWholeWait() {
    PodView pod = owned("a");
    PodView untimed =
        new PodView(pod.meta(), pod.phase(), pod.node(), true, Optional.empty(), 0, 0);

    assertThat(ReplicaSetPlanner.plan(snapshot(set(1, 10), List.of(untimed))).lookAgainAfter())
        .contains(Duration.ofSeconds(10));
  }

  private static int created(ReplicaSetPlan plan) {
    return plan.actions().stream()
        .filter(ReplicaSetAction.CreatePods.class::isInstance)
        .mapToInt(action -> ((ReplicaSetAction.CreatePods) action).count())
        .sum();
  }

  private static List<PodView> deleted(ReplicaSetPlan plan) {
    return plan.actions().stream()
        .filter(ReplicaSetAction.DeletePods.class::isInstance)
        .flatMap(action -> ((ReplicaSetAction.DeletePods) action).pods().stream())
        .toList();
  }
}
