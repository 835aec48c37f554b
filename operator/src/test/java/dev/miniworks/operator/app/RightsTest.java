package dev.miniworks.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.operator.app.Rights.Right;
import dev.miniworks.operator.kinds.Family;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the operator asks for at its start is what the chart grants, no less and no more. */
final class RightsTest {

  private static final Path RIGHTS = Path.of("../helm/miniworks/rights");

  @Test
  void miniKinds() throws IOException {
    assertThat(granted("mini.yaml")).isEqualTo(Set.copyOf(Rights.of(Family.MINI)));
  }

  @Test
  void builtInKinds() throws IOException {
    assertThat(granted("native.yaml")).isEqualTo(Set.copyOf(Rights.of(Family.NATIVE)));
  }

  @Test
  void ownNamespace() throws IOException {
    assertThat(granted("leader-election.yaml")).isEqualTo(Set.copyOf(Rights.ofLeaderElection()));
    assertThat(granted("native-probe.yaml")).isEqualTo(Set.copyOf(Rights.ofNativeProbe()));
  }

  @Test
  void textsNameEachResourceOnce() {
    assertThat(
            Rights.texts(
                List.of(
                    new Right("", "pods", "", "get"),
                    new Right("apps", "deployments", "status", "patch"),
                    new Right("", "pods", "", "list")),
                "web"))
        .containsExactly("pods (get, list) in web", "deployments.apps/status (patch) in web");
  }

  /** Without finalizers: that right only counts where an admission plugin asks for it. */
  private static Set<Right> granted(String file) throws IOException {
    JsonNode rules =
        Serialization.unmarshal(Files.readString(RIGHTS.resolve(file)), JsonNode.class);
    Set<Right> rights = new HashSet<>();
    for (JsonNode rule : rules) {
      for (JsonNode resource : rule.path("resources")) {
        List<String> parts = List.of(resource.asText().split("/"));
        String subresource = parts.size() > 1 ? parts.get(1) : "";
        for (JsonNode verb : rule.path("verbs")) {
          if (!subresource.equals("finalizers")) {
            rights.add(
                new Right(
                    rule.path("apiGroups").get(0).asText(),
                    parts.get(0),
                    subresource,
                    verb.asText()));
          }
        }
      }
    }
    return rights;
  }
}
