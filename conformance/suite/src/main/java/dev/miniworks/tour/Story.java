package dev.miniworks.tour;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.View;
import dev.miniworks.suite.subject.Kind;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What happens in the tour, act by act: a rollout, a bad image, and the way back. */
final class Story {

  /** The Deployment it is about; one of the examples. */
  static final String HERO = "web";

  private static final String WORKERS = "workers";
  private static final String NEXT = "nginx:1.29-alpine";

  /** An image of this tag cannot be pulled by the simulated nodes. */
  private static final String BAD = "nginx:missing";

  /** Long enough to look at, short enough to wait for. */
  private static final int DEADLINE_SECONDS = 4;

  private static final String ROLL_BACK =
      """
      [{"op": "add", "path": "/metadata/annotations/deprecated.deployment.rollback.to", "value": "0"}]
      """;

  private Story() {}

  /** The manifests without which there is nothing to tell. */
  static List<Path> manifests(Path examples) {
    return Stream.of(HERO, WORKERS).map(name -> examples.resolve(name + ".yaml")).toList();
  }

  /**
   * The acts.
   *
   * @param examples the folder of the manifests that users apply
   */
  static List<Act> acts(Path examples) {
    return List.of(
        new Act(
            "kubectl apply -f examples/",
            "A MiniDeployment of 3 pods (available 1 s after ready), and a MiniReplicaSet.",
            stage -> stage.apply(examples),
            hero(Facts::complete).and(Story::workersReady)),
        new Act(
            "A new image, " + NEXT,
            "One pod more at a time (maxSurge 1), never one less (maxUnavailable 0).",
            stage -> stage.patchDeployment(HERO, image(NEXT, DEADLINE_SECONDS)),
            hero(deployment -> Facts.complete(deployment) && image(deployment).equals(NEXT))),
        new Act(
            "A bad image, " + BAD,
            "It cannot be pulled. The rollout stops at one pod; after "
                + DEADLINE_SECONDS
                + " s it says so.",
            stage -> stage.patchDeployment(HERO, image(BAD, DEADLINE_SECONDS)),
            hero(Story::stuck)),
        new Act(
            "Back to the revision before",
            "By annotation, as kubectl alone can do it; the old set is used again.",
            stage -> stage.patchDeployment(HERO, ROLL_BACK),
            hero(deployment -> Facts.complete(deployment) && image(deployment).equals(NEXT))));
  }

  private static String image(String image, int deadline) {
    return """
        [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "%s"},
         {"op": "add", "path": "/spec/progressDeadlineSeconds", "value": %d}]
        """
        .formatted(image, deadline);
  }

  private static Predicate<View> hero(Predicate<Deployment> test) {
    return view -> view.deployment(HERO).filter(test).isPresent();
  }

  private static boolean stuck(Deployment deployment) {
    return image(deployment).equals(BAD)
        && Facts.condition(deployment, "Progressing")
            .filter(condition -> condition.reason().equals("ProgressDeadlineExceeded"))
            .isPresent();
  }

  private static boolean workersReady(View view) {
    return view.find(Kind.REPLICA_SET, WORKERS)
        .map(ReplicaSet.class::cast)
        .filter(set -> Facts.available(set) == Facts.replicas(set))
        .isPresent();
  }

  private static String image(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }
}
