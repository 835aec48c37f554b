package dev.miniworks.operator.deployment;

import static dev.miniworks.operator.deployment.DeploymentPlannerTest.at;
import static dev.miniworks.operator.deployment.DeploymentPlannerTest.set;
import static dev.miniworks.operator.deployment.DeploymentPlannerTest.sizes;
import static dev.miniworks.operator.deployment.DeploymentPlannerTest.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.operator.testing.Samples;
import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.RollingBounds;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Visits every state that a rolling update from one set to another can get into, whatever becomes
 * of the pods and however late the sets report, and checks each decision in it.
 */
class RollingUpdateExplorationTest {

  /**
   * One set of the rollout.
   *
   * @param wanted its replicas
   * @param available its pods that are available
   * @param reported how many it says are available
   */
  private record Half(int wanted, int available, int reported) {

    /** At another size; a set gives up pods that are not available first. */
    Half resized(int size) {
      return new Half(size, Math.min(available, size), reported);
    }

    /** What can happen to it: a pod becomes available, a pod breaks, the set reports. */
    Stream<Half> happenings() {
      Stream<Half> better =
          available < wanted ? Stream.of(new Half(wanted, available + 1, reported)) : Stream.of();
      Stream<Half> worse =
          available > 0 ? Stream.of(new Half(wanted, available - 1, available - 1)) : Stream.of();
      return Stream.of(better, worse, Stream.of(reports())).flatMap(s -> s);
    }

    Half reports() {
      return new Half(wanted, available, available);
    }

    Half healthy() {
      return new Half(wanted, wanted, wanted);
    }
  }

  private record State(Half fresh, Half old) {

    int wanted() {
      return fresh.wanted() + old.wanted();
    }

    int available() {
      return fresh.available() + old.available();
    }

    Stream<State> happenings() {
      return Stream.concat(
          fresh.happenings().map(half -> new State(half, old)),
          old.happenings().map(half -> new State(fresh, half)));
    }

    State healthy() {
      return new State(fresh.healthy(), old.healthy());
    }
  }

  @ParameterizedTest(name = "{0} replicas, surge {1}, unavailable {2}")
  @CsvSource({
    "1, 1, 0", "1, 0, 1", "1, 1, 1", "2, 1, 0", "2, 0, 1", "2, 1, 1", "2, 2, 2", "3, 1, 0",
    "3, 0, 1", "3, 1, 1", "3, 2, 1", "3, 1, 2", "4, 1, 0", "4, 0, 1", "4, 1, 1", "4, 2, 2",
    "4, 4, 0", "4, 0, 4", "4, 25%, 25%", "3, 25%, 25%",
  })
  void everyReachableDecisionKeepsTheBoundsAndLeadsToTheEnd(
      int replicas, String surge, String unavailable) {
    DeploymentView deployment =
        at(
            Samples.deployment(Samples.deploymentSpec(replicas, value(surge), value(unavailable))),
            2);
    RollingBounds bounds = Rollout.bounds(deployment);
    Map<State, State> decisions = new HashMap<>();
    Set<State> seen = new HashSet<>();
    Queue<State> open = new ArrayDeque<>();
    for (int healthy = 0; healthy <= replicas; healthy++) {
      open.add(new State(new Half(0, 0, 0), new Half(replicas, healthy, healthy)));
    }

    while (!open.isEmpty()) {
      State state = open.remove();
      if (!seen.add(state)) {
        continue;
      }
      State next = decide(deployment, state);
      decisions.put(state, next);
      assertThat(next.wanted())
          .as("pods wanted: %s -> %s", state, next)
          .isLessThanOrEqualTo(bounds.maxTotal());
      assertThat(next.available())
          .as("pods left available: %s -> %s", state, next)
          .isGreaterThanOrEqualTo(Math.min(state.available(), bounds.minAvailable()));
      assertThat(next.fresh().wanted() != state.fresh().wanted())
          .as("one kind of step: %s -> %s", state, next)
          .isNotEqualTo(next.old().wanted() != state.old().wanted() || next.equals(state));
      open.add(next);
      state.happenings().forEach(open::add);
    }

    for (State state : List.copyOf(seen)) {
      assertThat(end(deployment, decisions, state))
          .as("where %s ends once all pods are healthy", state)
          .isEqualTo(new State(new Half(replicas, replicas, replicas), new Half(0, 0, 0)));
    }
  }

  private static State end(DeploymentView deployment, Map<State, State> decisions, State state) {
    State now = state;
    for (int step = 0; step < 50; step++) {
      State healthy = now.healthy();
      State next = decisions.computeIfAbsent(healthy, s -> decide(deployment, s));
      if (next.equals(healthy)) {
        return healthy;
      }
      now = next;
    }
    throw new AssertionError("no end in sight from " + state);
  }

  private static State decide(DeploymentView deployment, State state) {
    Half fresh = state.fresh();
    Half old = state.old();
    Map<String, Integer> sizes =
        sizes(
            DeploymentPlanner.plan(
                snapshot(
                    deployment,
                    set(deployment, 1, old.wanted(), old.wanted(), old.reported()),
                    set(deployment, 2, fresh.wanted(), fresh.wanted(), fresh.reported()))));
    return new State(
        fresh.resized(sizes.getOrDefault("web-2", fresh.wanted())),
        old.resized(sizes.getOrDefault("web-1", old.wanted())));
  }

  private static Object value(String text) {
    return text.endsWith("%") ? text : Integer.valueOf(text);
  }
}
