package dev.miniworks.tour;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import dev.miniworks.suite.history.View;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an act came to.
 *
 * @param fewestReady the fewest ready pods that the Deployment had at any moment of it
 * @param mostPods the most pods that it had at once, those that were ending aside
 */
public record Account(Duration took, int fewestReady, int mostPods) {

  /** The account of what happened between two moments, by the record of it. Pure. */
  static Account of(History history, String deployment, Instant begin, Instant end) {
    var tally = new Tally(deployment);
    history.replay(
        step -> {
          if (step.entry().at().isBefore(begin)) {
            // the state that the act began with counts too
            tally.restart(step.view());
          } else if (!step.entry().at().isAfter(end)) {
            tally.count(step.view());
          }
        });
    return new Account(Duration.between(begin, end), tally.fewest, tally.most);
  }

  private static final class Tally {

    private final String name;
    private int fewest;
    private int most;

    private Tally(String name) {
      this.name = name;
    }

    private void restart(View view) {
      var pods = pods(view);
      fewest = ready(pods);
      most = pods.size();
    }

    private void count(View view) {
      var pods = pods(view);
      fewest = Math.min(fewest, ready(pods));
      most = Math.max(most, pods.size());
    }

    private List<Pod> pods(View view) {
      return view.deployment(name).map(view::setsOf).orElse(List.of()).stream()
          .flatMap(set -> view.activePodsOf(set).stream())
          .toList();
    }

    private static int ready(List<Pod> pods) {
      return (int) pods.stream().filter(Facts::ready).count();
    }
  }
}
