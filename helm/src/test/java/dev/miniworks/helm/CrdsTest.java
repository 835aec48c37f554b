package dev.miniworks.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The CRDs in the chart are the project's own, kept when the chart goes. */
final class CrdsTest {

  private static final Path CRDS = Path.of("../crds");

  @Test
  void theyAreTheProjectsAndKept() throws IOException {
    List<JsonNode> expected = new ArrayList<>();
    try (var files = Files.newDirectoryStream(CRDS, "*.yaml")) {
      for (Path file : files) {
        ObjectNode definition = (ObjectNode) Rendered.yaml(Chart.read(file));
        definition.withObject("/metadata/annotations").put("helm.sh/resource-policy", "keep");
        expected.add(definition);
      }
    }

    assertThat(expected).isNotEmpty();
    assertThat(Chart.render("").ofKind("CustomResourceDefinition"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theyCanBeLeftOut() {
    assertThat(Chart.render("crds: {install: false}").kinds())
        .doesNotContain("CustomResourceDefinition")
        .contains("Deployment");
  }

  @Test
  void theBuiltInKindsNeedNone() {
    assertThat(Chart.render("family: native").kinds())
        .doesNotContain("CustomResourceDefinition")
        .contains("StatefulSet");
  }
}
