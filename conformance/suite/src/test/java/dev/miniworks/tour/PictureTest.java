package dev.miniworks.tour;

import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;
import static dev.miniworks.suite.testing.Samples.counts;
import static dev.miniworks.suite.testing.Samples.ownedBy;
import static dev.miniworks.suite.testing.Samples.revision;
import static dev.miniworks.suite.testing.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.ReplicaSets;
import dev.miniworks.suite.testing.Story;
import dev.miniworks.tour.Picture.Pip;
import dev.miniworks.tour.Picture.Row;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Deployment in the middle of a rollout that is stuck, as a picture, on both sorts of screen. */
class PictureTest {

  private final Story story = new Story();

  @Test
  void showsADeploymentWithTheSetsThatHavePods() {
    stuckRollout();
    var picture = Picture.of(story.history().end());
    assertThat(picture.rows())
        .containsExactly(
            new Row(
                false,
                "web",
                "1/2 ready, 1 updated, 1 available",
                List.of(),
                "ProgressDeadlineExceeded"),
            new Row(true, "web-old", "revision 1, nginx:1", List.of(Pip.READY, Pip.ENDING), ""),
            new Row(true, "web-new", "revision 2, nginx:2", List.of(Pip.BROKEN), "ErrImagePull"));
  }

  @Test
  void linesTellOnlyWhatHasChanged() {
    stuckRollout();
    var text = new StringWriter();
    var lines = new Lines(new PrintWriter(text));
    var picture = Picture.of(story.history().end());
    lines.show(picture, Duration.ofMillis(1234));
    lines.show(picture, Duration.ofMillis(1300));
    assertThat(text.toString().lines())
        .containsExactly(
            "  1.234 s  web               1/2 ready, 1 updated, 1 available, ProgressDeadlineExceeded",
            "  1.234 s    web-old         revision 1, nginx:1, 1 ready, 1 ending",
            "  1.234 s    web-new         revision 2, nginx:2, 1 broken, ErrImagePull");
  }

  @Test
  void aTerminalDrawsOverWhatItDrew() {
    stuckRollout();
    var text = new StringWriter();
    var terminal = new Terminal(new PrintWriter(text), Terminal.Glyphs.ASCII);
    var picture = Picture.of(story.history().end());
    terminal.show(picture, Duration.ZERO);
    var lines = text.toString().lines().count();
    terminal.show(picture, Duration.ZERO);
    assertThat(text.toString()).contains("\033[%dA\033[J".formatted(lines));
    terminal.close();
    assertThat(text.toString()).endsWith("\033[0m\033[?25h\033[?7h");
  }

  @Test
  void aTerminalCutsWhatItDrawsOverAndWrapsWhatStays() {
    var text = new StringWriter();
    var terminal = new Terminal(new PrintWriter(text), Terminal.Glyphs.ASCII);
    terminal.say("a path as long as systems make them");
    assertThat(text.toString())
        .endsWith("\033[?7l" + "\033[?7ha path as long as systems make them\033[?7l\n");
  }

  private void stuckRollout() {
    var web = story.given(deployment("web", replicas(2)));
    var old = story.made(set("web-old", "nginx:1", web, 1));
    var next = story.made(set("web-new", "nginx:2", web, 2));
    story.made(set("web-oldest", "nginx:0", web, 0, 0));
    story.changed(story.made(pod("a", old)), running(true));
    story.deleted(story.changed(story.made(pod("b", old)), running(true)));
    story.changed(story.made(pod("c", next)), PictureTest::withoutImage);
    story.changed(web, counts(3, 1, 1, 1), PictureTest::overdue);
  }

  private static ReplicaSet set(String name, String image, Deployment owner, long revision) {
    return set(name, image, owner, revision, 1);
  }

  private static ReplicaSet set(
      String name, String image, Deployment owner, long revision, int replicas) {
    var set = replicaSet(name, size(replicas));
    set.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(image);
    ownedBy(owner).to(set);
    revision(revision).to(set);
    return set;
  }

  private static Pod pod(String name, ReplicaSet owner) {
    var pod = ReplicaSets.pod(name, "web");
    pod.getMetadata().setCreationTimestamp("2024-01-01T00:00:00Z");
    ownedBy(owner).to(pod);
    return pod;
  }

  private static void withoutImage(Pod pod) {
    pod.setStatus(
        new PodBuilder()
            .withNewStatus()
            .withPhase("Pending")
            .addNewContainerStatus()
            .withNewState()
            .withNewWaiting()
            .withReason("ErrImagePull")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build()
            .getStatus());
  }

  private static void overdue(Deployment deployment) {
    deployment
        .getStatus()
        .setConditions(
            List.of(
                new DeploymentConditionBuilder()
                    .withType("Progressing")
                    .withStatus("False")
                    .withReason("ProgressDeadlineExceeded")
                    .build()));
  }
}
