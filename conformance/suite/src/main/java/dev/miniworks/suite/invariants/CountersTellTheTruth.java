package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.history.View;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** At rest, the counters of a status are what a recount finds. */
final class CountersTellTheTruth implements Invariant {

  @Override
  public String rule() {
    return "at rest, a status counts what there is";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    var end = history.end();
    for (var set : end.sets()) {
      compare(history, set.getMetadata().getName(), set.getMetadata().getUid())
          .judge(reported(set), recount(end, set), violations);
    }
    for (var deployment : end.deployments()) {
      compare(history, deployment.getMetadata().getName(), deployment.getMetadata().getUid())
          .judge(reported(deployment), recount(end, deployment), violations);
    }
    return violations;
  }

  private static Comparison compare(History history, String name, String uid) {
    return (reported, counted, violations) -> {
      if (!reported.equals(counted)) {
        var entries = history.entries();
        violations.add(
            new Violation(
                "%s reports %s, a recount finds %s".formatted(name, reported, counted),
                history.slice(entries.get(entries.size() - 1), Set.of(uid))));
      }
    };
  }

  private interface Comparison {
    void judge(
        Map<String, Integer> reported, Map<String, Integer> counted, List<Violation> violations);
  }

  private static Map<String, Integer> reported(ReplicaSet set) {
    var status = set.getStatus();
    var counters = new TreeMap<String, Integer>();
    counters.put("replicas", status == null ? 0 : Facts.orElse(status.getReplicas(), 0));
    counters.put("ready", status == null ? 0 : Facts.orElse(status.getReadyReplicas(), 0));
    counters.put(
        "labelled", status == null ? 0 : Facts.orElse(status.getFullyLabeledReplicas(), 0));
    return counters;
  }

  private static Map<String, Integer> recount(View view, ReplicaSet set) {
    var active = view.activePodsOf(set);
    var labels =
        Facts.orElse(
            set.getSpec().getTemplate().getMetadata().getLabels(), Map.<String, String>of());
    var counters = new TreeMap<String, Integer>();
    counters.put("replicas", active.size());
    counters.put("ready", (int) active.stream().filter(Facts::ready).count());
    counters.put(
        "labelled",
        (int)
            active.stream()
                .filter(
                    pod ->
                        Facts.orElse(pod.getMetadata().getLabels(), Map.<String, String>of())
                            .entrySet()
                            .containsAll(labels.entrySet()))
                .count());
    return counters;
  }

  private static Map<String, Integer> reported(Deployment deployment) {
    var status = deployment.getStatus();
    var counters = new TreeMap<String, Integer>();
    counters.put("replicas", status == null ? 0 : Facts.orElse(status.getReplicas(), 0));
    counters.put("ready", status == null ? 0 : Facts.orElse(status.getReadyReplicas(), 0));
    counters.put("available", status == null ? 0 : Facts.orElse(status.getAvailableReplicas(), 0));
    counters.put(
        "unavailable", status == null ? 0 : Facts.orElse(status.getUnavailableReplicas(), 0));
    return counters;
  }

  private static Map<String, Integer> recount(View view, Deployment deployment) {
    var sets = view.setsOf(deployment);
    var available = sets.stream().mapToInt(Facts::available).sum();
    var wanted = sets.stream().mapToInt(Facts::replicas).sum();
    var counters = new TreeMap<String, Integer>();
    counters.put("replicas", sets.stream().mapToInt(s -> view.activePodsOf(s).size()).sum());
    counters.put(
        "ready",
        (int)
            sets.stream().flatMap(s -> view.activePodsOf(s).stream()).filter(Facts::ready).count());
    counters.put("available", available);
    counters.put("unavailable", Math.max(0, wanted - available));
    return counters;
  }
}
