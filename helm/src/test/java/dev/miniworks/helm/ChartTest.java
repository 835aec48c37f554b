package dev.miniworks.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart as a whole: what it is made of, what it says of itself, what it tells its users. */
final class ChartTest {

  private static final Path DOCUMENTATION = Path.of("../docs/installation.md");

  @Test
  void helmFindsNothingToComplainOf() {
    LintResult lint = Chart.lint();

    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    assertThat(lint.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
  }

  @Test
  void itsAppVersionIsTheProjectsVersion() {
    JsonNode description = Rendered.yaml(Chart.source("Chart.yaml"));

    assertThat(description.path("appVersion").asText())
        .isEqualTo(System.getProperty("miniworks.version"));
    assertThat(Chart.archive())
        .hasFileName("miniworks-" + description.path("version").asText() + ".tgz");
  }

  @Test
  void byDefaultItInstallsTheMiniKindsForAllNamespaces() {
    assertThat(Chart.render("").kinds())
        .containsOnly(
            "ClusterRole",
            "ClusterRoleBinding",
            "CustomResourceDefinition",
            "Deployment",
            "PodDisruptionBudget",
            "Role",
            "RoleBinding",
            "ServiceAccount");
  }

  @Test
  void everyObjectIsLabelledAndInItsPlace() {
    Rendered everything =
        Chart.render(
            """
            metrics: {service: {enabled: true}, serviceMonitor: {enabled: true}}
            networkPolicy: {enabled: true}
            """);

    assertThat(everything.objects())
        .filteredOn(object -> !object.path("kind").asText().equals("CustomResourceDefinition"))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            object -> {
              JsonNode metadata = object.path("metadata");
              assertThat(metadata.path("labels").path("app.kubernetes.io/instance").asText())
                  .isEqualTo(Chart.RELEASE);
              assertThat(metadata.path("name").asText()).startsWith("try-miniworks");
              assertThat(metadata.path("namespace").asText())
                  .isEqualTo(
                      object.path("kind").asText().startsWith("Cluster") ? "" : Chart.NAMESPACE);
            });
  }

  @Test
  void aNameOfTheGreatestLengthFits() {
    Rendered rendered =
        Chart.render(
            """
            fullnameOverride: a-name-of-forty-characters-which-is-most
            metrics: {service: {enabled: true}}
            """);

    assertThat(rendered.ofKind("Service"))
        .singleElement()
        .satisfies(
            service ->
                assertThat(service.at("/metadata/name").asText())
                    .startsWith("a-name-of-forty-characters-which-is-most")
                    .hasSizeLessThan(64));
  }

  @Test
  void everyValueIsDocumented() {
    String documentation = Chart.read(DOCUMENTATION);
    JsonNode values = Rendered.yaml(Chart.source("values.yaml"));

    assertThat(paths("", values))
        .hasSizeGreaterThan(40)
        .allSatisfy(path -> assertThat(documentation).contains("`" + path + "`"));
  }

  @Test
  void itsNotesNameTheNextStep() {
    assertThat(Chart.notes(""))
        .contains("runs the mini kinds in all namespaces")
        .contains("kubectl -n miniworks-system rollout status deployment/try-miniworks")
        .contains("kind: MiniDeployment");
    assertThat(Chart.notes("{namespaces: [a, b], crds: {install: false}}"))
        .contains("in a, b.")
        .contains("crds.install is false");
    assertThat(Chart.notes("{family: native, rbac: {create: false}}"))
        .contains("rollout status statefulset/try-miniworks")
        .contains("--controllers=*,-deployment-controller")
        .contains("rbac.create is false")
        .doesNotContain("MiniDeployment");
  }

  /** The values that a user sets: leaves, and what is given as a whole. */
  private static Stream<String> paths(String prefix, JsonNode values) {
    return values.properties().stream()
        .flatMap(
            entry -> {
              String path = prefix + entry.getKey();
              JsonNode value = entry.getValue();
              return value.isObject() && !value.isEmpty() && !path.equals("resources")
                  ? paths(path + ".", value)
                  : Stream.of(path);
            });
  }
}
