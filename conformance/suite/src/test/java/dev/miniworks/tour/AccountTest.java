package dev.miniworks.tour;

import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.testing.Samples.ownedBy;
import static dev.miniworks.suite.testing.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.ReplicaSets;
import dev.miniworks.suite.testing.Story;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an act came to is read from the record between its two moments, and what was before. */
class AccountTest {

  private final Story story = new Story();

  @Test
  void countsFromTheStateThatTheActBeganWith() {
    var web = story.given(deployment("web"));
    var set = story.made(replicaSet("web-1", owned -> ownedBy(web).to(owned)));
    var first = story.changed(story.made(pod("a", set)), running(true));
    story.changed(story.made(pod("b", set)), running(true));
    var begin = lastMoment().plusMillis(1);
    story.made(pod("c", set));
    story.deleted(first);
    var end = lastMoment();
    story.deleted(story.made(pod("after", set)));

    var account = Account.of(story.history(), "web", begin, end);

    assertThat(account.fewestReady()).isEqualTo(1);
    assertThat(account.mostPods()).isEqualTo(3);
    assertThat(account.took()).isPositive();
  }

  private Instant lastMoment() {
    var entries = story.history().entries();
    return entries.get(entries.size() - 1).at();
  }

  private static Pod pod(String name, ReplicaSet owner) {
    var pod = ReplicaSets.pod(name, "web");
    pod.getMetadata().setCreationTimestamp("2024-01-01T00:00:00Z");
    ownedBy(owner).to(pod);
    return pod;
  }
}
