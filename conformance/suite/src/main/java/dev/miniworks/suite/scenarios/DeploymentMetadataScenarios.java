package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.annotated;
import static dev.miniworks.suite.Deployments.available;
import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.minReadySeconds;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.template;
import static dev.miniworks.suite.Templates.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Change;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** What a Deployment writes on its sets besides their size. */
final class DeploymentMetadataScenarios {

  private static final int LONGEST_NAME = 253;
  private static final String HASH = "pod-template-hash";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  @Scenario(
      id = "deployment.metadata.hash",
      proves = "the set's name, labels, selector and pods bear the hash of the template")
  void hash(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", template(label("tier", "front"))));
    deployments.await("web", complete());
    var set = world.latestSetOf("web");
    var hash = Facts.label(set, HASH).orElseThrow();
    assertThat(set.getMetadata().getName()).isEqualTo("web-" + hash);
    assertThat(Facts.label(set, "tier")).contains("front");
    assertThat(set.getSpec().getSelector().getMatchLabels())
        .containsEntry(HASH, hash)
        .containsEntry("app", "web")
        .doesNotContainKey("tier");
    assertThat(set.getSpec().getTemplate().getMetadata().getLabels()).containsEntry(HASH, hash);
    assertThat(world.now().activePodsOf(set))
        .singleElement()
        .satisfies(pod -> assertThat(Facts.label(pod, HASH)).contains(hash));
    assertThat(deployments.get("web").getSpec().getTemplate().getMetadata().getLabels())
        .doesNotContainKey(HASH);
  }

  @Scenario(
      id = "deployment.metadata.annotations",
      proves = "annotations are passed on to the set, but what kubectl applied last",
      upstream = "Deployment: deployment reaping should cascade to its replica sets and pods")
  void annotations(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", annotated("team", "blue"), annotated(LAST_APPLIED, "{}")));
    deployments.await("web", complete());
    var set = world.latestSetOf("web");
    assertThat(Facts.annotation(set, "team")).contains("blue");
    assertThat(Facts.annotation(set, LAST_APPLIED)).isEmpty();
    deployments.edit("web", annotated("team", "green"));
    world.awaitThat(
        "the set is told",
        view ->
            view.sets().stream()
                .allMatch(s -> "green".equals(s.getMetadata().getAnnotations().get("team"))));
    assertThat(world.setsOf("web")).hasSize(1);
  }

  @Scenario(
      id = "deployment.metadata.min-ready-seconds-change",
      proves = "a change of minReadySeconds reaches the set without a new revision",
      level = Level.EXTENDED)
  void minReadySecondsChange(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", available(2));
    deployments.edit("web", minReadySeconds(300));
    deployments.await("web", available(0));
    deployments.edit("web", minReadySeconds(1));
    deployments.await("web", available(2));
    assertThat(world.setsOf("web")).hasSize(1);
    assertThat(world.latestSetOf("web").getSpec().getMinReadySeconds()).isEqualTo(1);
  }

  @Scenario(
      id = "deployment.metadata.annotation-removed",
      proves = "an annotation that was passed on stays on the set when the Deployment loses it",
      level = Level.EXTENDED)
  void annotationRemoved(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", annotated("team", "blue"), annotated("tier", "1")));
    deployments.await("web", complete());
    deployments.patch("web", "{\"metadata\":{\"annotations\":{\"team\":null,\"tier\":\"2\"}}}");
    world.awaitThat(
        "the set is told",
        view -> view.sets().stream().allMatch(s -> is(s, "tier", "2") && is(s, "team", "blue")));
  }

  @Scenario(
      id = "deployment.metadata.long-name",
      proves = "a name as long as names may be still makes names for its set and its pods",
      level = Level.EXTENDED)
  void longName(World world) {
    var name = "n".repeat(LONGEST_NAME);
    var deployments = world.deployments();
    deployments.create(deployment(name, d -> d.getMetadata().setLabels(null), relabelled("web")));
    deployments.await(name, complete());
    var set = world.latestSetOf(name);
    assertThat(set.getMetadata().getName())
        .hasSizeLessThanOrEqualTo(LONGEST_NAME)
        .startsWith("nnn");
    assertThat(world.podNamesOf(set)).singleElement().asString().hasSizeLessThanOrEqualTo(63);
  }

  private static boolean is(HasMetadata object, String annotation, String value) {
    return Facts.annotation(object, annotation).filter(value::equals).isPresent();
  }

  /** Names may be longer than label values. */
  private static Change<Deployment> relabelled(String app) {
    return deployment -> {
      deployment.getSpec().getSelector().getMatchLabels().put("app", app);
      deployment.getSpec().getTemplate().getMetadata().getLabels().put("app", app);
    };
  }
}
