package dev.miniworks.operator.integration;

import static dev.miniworks.operator.integration.OnMock.NAMESPACE;
import static dev.miniworks.operator.integration.OnMock.watchOf;
import static dev.miniworks.operator.integration.OnMock.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.api.MiniReplicaSet;
import dev.miniworks.mock.api.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set made at once under the name of a deleted one, while the operator's caches lag. */
class SuccessorOnMockTest {

  /** Enough that for some the deletion's pass comes when the successor has had one. */
  private static final int NAMES = 12;

  @TempDir private Path folder;

  @Test
  void aPredecessorsEndDoesNotMakeItForgetWhatItWrote() throws IOException, InterruptedException {
    try (var mock = OnMock.mini(folder)) {
      var names = IntStream.range(0, NAMES).mapToObj(n -> "set-" + n).toList();
      mock.cluster().watches().hold(watchOf("minireplicasets").or(watchOf("pods")));
      Map<String, String> successors = new LinkedHashMap<>();
      for (String name : names) {
        var sets =
            mock.client().resources(MiniReplicaSet.class).inNamespace(NAMESPACE).withName(name);
        mock.client().resource(Manifests.set(name)).inNamespace(NAMESPACE).create();
        sets.delete();
        var successor = mock.client().resource(Manifests.set(name)).inNamespace(NAMESPACE).create();
        successors.put(name, successor.getMetadata().getUid());
      }
      mock.cluster().watches().release();
      mock.cluster().watches().hold(watchOf("pods"));
      within().untilAsserted(() -> names.forEach(name -> hasPod(mock, successors.get(name))));
      // by the time that a later one has its pod, passes that were due have begun
      mock.client().resource(Manifests.set("marker")).inNamespace(NAMESPACE).create();
      within().untilAsserted(() -> assertThat(mock.pods("marker")).hasSize(1));
      mock.cluster().watches().release();
      within().untilAsserted(() -> names.forEach(name -> filled(mock, name)));
      successors.forEach(
          (name, uid) -> assertThat(creations(mock, uid)).as("pods made for " + name).hasSize(1));
    }
  }

  private static void hasPod(OnMock mock, String uid) {
    assertThat(creations(mock, uid)).isNotEmpty();
  }

  private static void filled(OnMock mock, String name) {
    var status =
        mock.client()
            .resources(MiniReplicaSet.class)
            .inNamespace(NAMESPACE)
            .withName(name)
            .get()
            .getStatus();
    assertThat(status).isNotNull();
    assertThat(status.getReadyReplicas()).isEqualTo(1);
  }

  /** The names of the pods that were made for the set of this UID. */
  private static List<String> creations(OnMock mock, String uid) {
    return mock.requests(Verb.CREATE, "pods").stream()
        .map(exchange -> exchange.request().body())
        .filter(pod -> pod.at("/metadata/ownerReferences/0/uid").asText().equals(uid))
        .map(pod -> pod.at("/metadata/name").asText())
        .toList();
  }
}
