package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.Golden;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Built-in kinds are completed and refused with the words of the real API server. */
class BuiltInStrategiesGoldenTest {

  private static final BuiltInStrategies STRATEGIES = BuiltInStrategies.load();

  static Stream<Golden> kinds() {
    return Golden.of(Path.of("src/test/resources/golden/kinds"), "kinds.json");
  }

  /** The manifests of the mini kinds, as Deployments and ReplicaSets. */
  static Stream<Golden> mirrored() {
    final Path corpus = Path.of("../../crds/src/test/resources");
    return Stream.concat(
            Golden.of(corpus.resolve("valid"), "native-valid.json"),
            Golden.of(corpus.resolve("invalid"), "native-invalid.json"))
        .map(Golden::asNative);
  }

  static Stream<Golden> accepted() {
    return Stream.concat(kinds(), mirrored()).filter(Golden::isAccepted);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void leavesStoredObjectsAsTheyAre(final Golden golden) {
    golden.verifyStable(STRATEGIES.of(pluralAndGroup(golden.documents().get(0))).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource({"kinds", "mirrored"})
  void answersLikeTheRealServer(final Golden golden) {
    golden.verify(STRATEGIES.of(pluralAndGroup(golden.documents().get(0))).orElseThrow());
  }

  private static String pluralAndGroup(final JsonNode manifest) {
    final String[] version = manifest.path("apiVersion").asText().split("/");
    return manifest.path("kind").asText().toLowerCase(Locale.ROOT)
        + "s"
        + (version.length > 1 ? "." + version[0] : "");
  }
}
