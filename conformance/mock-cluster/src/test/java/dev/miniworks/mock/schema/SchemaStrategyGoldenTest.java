package dev.miniworks.mock.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Custom resources are taken and refused with the words of the real API server. */
class SchemaStrategyGoldenTest {

  private static final Path CRDS = Path.of("../../crds");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Map<String, SchemaStrategy> STRATEGIES =
      Map.of(
          "MiniDeployment", strategy(CRDS.resolve("minideployments.yaml")),
          "MiniReplicaSet", strategy(CRDS.resolve("minireplicasets.yaml")),
          "Sample", strategy(GOLDEN.resolve("samples-crd.yaml")));

  private static SchemaStrategy strategy(final Path crd) {
    try {
      final ObjectNode definition = Golden.yaml(crd).get(0);
      return SchemaStrategy.ofVersion(definition.at("/spec/versions/0"));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Golden> valid() {
    return Golden.of(CRDS.resolve("src/test/resources/valid"), "corpus-valid.json");
  }

  static Stream<Golden> invalid() {
    return Golden.of(CRDS.resolve("src/test/resources/invalid"), "corpus-invalid.json");
  }

  static Stream<Golden> custom() {
    return Golden.of(GOLDEN.resolve("custom"), "custom.json");
  }

  @ParameterizedTest
  @MethodSource({"valid", "invalid", "custom"})
  void answersLikeTheRealServer(final Golden golden) {
    golden.verify(STRATEGIES.get(golden.documents().get(0).path("kind").asText()));
  }

  static Stream<Golden> accepted() {
    return Stream.of(valid(), invalid(), custom()).flatMap(all -> all).filter(Golden::isAccepted);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void leavesStoredObjectsAsTheyAre(final Golden golden) {
    golden.verifyStable(STRATEGIES.get(golden.documents().get(0).path("kind").asText()));
  }

  @Test
  void evaluatesEveryRule() {
    assertThat(STRATEGIES.values())
        .allSatisfy(strategy -> assertThat(strategy.unevaluated()).isEmpty());
  }
}
