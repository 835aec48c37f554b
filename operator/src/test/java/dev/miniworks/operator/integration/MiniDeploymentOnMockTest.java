package dev.miniworks.operator.integration;

import static dev.miniworks.operator.integration.Manifests.deployment;
import static dev.miniworks.operator.integration.OnMock.NAMESPACE;
import static dev.miniworks.operator.integration.OnMock.watchOf;
import static dev.miniworks.operator.integration.OnMock.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.api.MiniDeployment;
import dev.miniworks.mock.api.Verb;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole operator against an API that answers as planned, and against one that does not. */
class MiniDeploymentOnMockTest {

  @TempDir private static Path folder;

  private static OnMock mock;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    mock = OnMock.mini(folder);
  }

  @AfterAll
  static void stop() {
    mock.close();
  }

  @AfterEach
  void repair() {
    mock.cluster().faults().clear();
    mock.cluster().watches().release();
  }

  @Test
  void isRolledOutAndOverAndGoesWithItsPods() {
    mock.create(deployment("web", 3));
    mock.awaitDeployment("web", Manifests::complete);
    patch(
        "web",
        PatchType.JSON,
        """
        [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "nginx:2"}]
        """);
    mock.awaitDeployment("web", Manifests::complete);
    assertThat(mock.pods("web"))
        .hasSize(3)
        .allSatisfy(pod -> assertThat(image(pod)).isEqualTo("nginx:2"));
    mock.client().resources(MiniDeployment.class).inNamespace(NAMESPACE).withName("web").delete();
    within().untilAsserted(() -> assertThat(mock.pods("web")).isEmpty());
  }

  /** The client sends a creation again whose answer it has not got; the name tells it is there. */
  @Test
  void lostAnswersMakeNoPodTwice() {
    mock.cluster()
        .faults()
        .on(Verb.CREATE, "pods")
        .and(request -> request.body().at("/metadata/labels/app").asText().equals("lost"))
        .times(3)
        .cutAfterCommit();
    mock.create(deployment("lost", 5));
    mock.awaitDeployment("lost", Manifests::complete);
    assertThat(mock.pods("lost")).hasSize(5);
    assertThat(deletions("lost-")).isEmpty();
  }

  @Test
  void refusedCreationsAreMadeUpFor() {
    mock.cluster().faults().on(Verb.CREATE, "pods").by(mock.user()).times(2).refuse(500);
    mock.create(deployment("refused", 4));
    mock.awaitDeployment("refused", Manifests::complete);
    assertThat(mock.pods("refused")).hasSize(4);
  }

  @Test
  void conflictsOfStatusWritesPass() {
    mock.cluster().faults().on(Verb.PATCH, "minideployments").by(mock.user()).times(3).refuse(409);
    mock.create(deployment("conflict", 2));
    mock.awaitDeployment("conflict", Manifests::complete);
  }

  /** With its watch held back the operator does not know of its own pods but by its own writes. */
  @Test
  void aStaleCacheMakesNoPodTwice() {
    mock.cluster().watches().hold(watchOf("pods"));
    mock.create(deployment("stale", 3));
    within().untilAsserted(() -> assertThat(mock.pods("stale")).hasSize(3));
    patch("stale", PatchType.JSON_MERGE, "{\"metadata\": {\"labels\": {\"look\": \"again\"}}}");
    patch("stale", PatchType.JSON_MERGE, "{\"spec\": {\"progressDeadlineSeconds\": 500}}");
    // another one's round trip: by then the operator has had its events
    mock.create(deployment("marker", 1));
    within().untilAsserted(() -> assertThat(mock.pods("marker")).hasSize(1));
    assertThat(mock.pods("stale")).hasSize(3);
    mock.cluster().watches().release();
    mock.awaitDeployment("stale", Manifests::complete);
    assertThat(mock.pods("stale")).hasSize(3);
    assertThat(deletions("stale-")).isEmpty();
  }

  /** What happened while it could not see, and is no longer told, it finds by listing anew. */
  @Test
  void aWatchThatIsToldTheVersionIsGoneBeginsAnew() {
    mock.create(deployment("gone", 2));
    mock.awaitDeployment("gone", Manifests::complete);
    mock.cluster().watches().hold(watchOf("pods"));
    Pod victim = mock.pods("gone").get(0);
    mock.client().resource(victim).delete();
    within().untilAsserted(() -> assertThat(mock.pods("gone")).hasSize(1));
    mock.cluster().compact();
    mock.cluster().watches().reset(watchOf("pods"));
    mock.cluster().watches().release();
    within()
        .untilAsserted(
            () ->
                assertThat(mock.pods("gone"))
                    .hasSize(2)
                    .extracting(pod -> pod.getMetadata().getUid())
                    .doesNotContain(victim.getMetadata().getUid()));
    mock.awaitDeployment("gone", Manifests::complete);
  }

  /** As kubectl does: whatever version the object has by then. */
  private static void patch(String name, PatchType type, String patch) {
    mock.client()
        .resources(MiniDeployment.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(PatchContext.of(type), patch);
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().get(0).getImage();
  }

  /** The operator's deletions of pods whose names begin so. */
  private static List<String> deletions(String prefix) {
    return mock.requests(Verb.DELETE, "pods").stream()
        .map(exchange -> exchange.request().target().name())
        .filter(name -> name.startsWith(prefix))
        .toList();
  }
}
