package dev.miniworks.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.miniworks.api.MiniDeployment;
import dev.miniworks.api.MiniReplicaSet;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests that a suite sends to a server: they are well-formed, and our types keep them. */
class CorpusTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of("MiniDeployment", MiniDeployment.class, "MiniReplicaSet", MiniReplicaSet.class);

  static Stream<Path> valid() throws IOException {
    return manifests("valid");
  }

  static Stream<Path> invalid() throws IOException {
    return manifests("invalid");
  }

  private static Stream<Path> manifests(final String folder) throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void everyValidManifestSaysWhyItIsAndLosesNothingInOurTypes(final Path file) throws IOException {
    assertThat(Files.readAllLines(file).get(0)).startsWith("# accepted: ");
    final JsonNode manifest = only(documents(file));
    assertThat(manifest.at("/metadata/name").asText() + ".yaml")
        .isEqualTo(file.getFileName().toString());
    final JsonNode read =
        SERIALIZATION.convertValue(
            SERIALIZATION.convertValue(manifest, TYPES.get(manifest.path("kind").asText())),
            JsonNode.class);
    assertThat(lost(manifest.path("spec"), read.path("spec"), "spec")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void everyInvalidManifestSaysWhichFieldIsRefusedAndWhy(final Path file) throws IOException {
    final List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).startsWith("# refused: spec.");
    assertThat(lines.get(1)).startsWith("# because: ");
    assertThat(documents(file))
        .isNotEmpty()
        .allSatisfy(
            manifest ->
                assertThat(manifest.at("/metadata/name").asText() + ".yaml")
                    .isEqualTo(file.getFileName().toString()));
  }

  private static JsonNode only(final List<JsonNode> documents) {
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  private static List<JsonNode> documents(final Path file) throws IOException {
    final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    return yaml.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll();
  }

  /** The paths of what was written and is not read; null means nothing was written. */
  private static List<String> lost(final JsonNode written, final JsonNode read, final String path) {
    if (written.isObject()) {
      return Stream.concat(
              read.isObject() ? Stream.empty() : Stream.of(path),
              written.properties().stream()
                  .flatMap(
                      field ->
                          lost(
                              field.getValue(),
                              read.path(field.getKey()),
                              path + "." + field.getKey())
                              .stream()))
          .toList();
    }
    if (written.isArray()) {
      return Stream.concat(
              written.size() == read.size() ? Stream.empty() : Stream.of(path),
              IntStream.range(0, written.size())
                  .boxed()
                  .flatMap(i -> lost(written.get(i), read.path(i), path + "[" + i + "]").stream()))
          .toList();
    }
    return written.isNull() || same(written, read) ? List.of() : List.of(path);
  }

  private static boolean same(final JsonNode written, final JsonNode read) {
    return written.asText().equals(read.asText())
        || written.isValueNode()
            && isQuantity(written)
            && isQuantity(read)
            && Quantity.parse(written.asText())
                    .getNumericalAmount()
                    .compareTo(Quantity.parse(read.asText()).getNumericalAmount())
                == 0;
  }

  private static boolean isQuantity(final JsonNode value) {
    return value.asText().matches("[0-9.]+([eEinumkKMGTP]*[-+]?[0-9]*)");
  }
}
