package dev.miniworks.mock.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.Golden;
import dev.miniworks.mock.kinds.BuiltInStrategies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is said of definitions against what a real API server says. */
class DefinitionStrategyGoldenTest {

  private static final DefinitionStrategy STRATEGY =
      new DefinitionStrategy(
          BuiltInStrategies.load().all().get("customresourcedefinitions.apiextensions.k8s.io"));
  private static final Path FOLDER = Path.of("src/test/resources/golden/definitions");

  static Stream<Golden> definitions() {
    return Golden.of(FOLDER, "definitions.json");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void answersLikeTheRealServer(final Golden golden) {
    golden.verify(STRATEGY);
  }

  /** Their rules reach deep into structs; the real server takes them. */
  @ParameterizedTest
  @ValueSource(strings = {"minideployments.yaml", "minireplicasets.yaml"})
  void takesTheDefinitionsOfTheMiniKinds(final String file) throws IOException {
    final ObjectNode definition = Golden.yaml(Path.of("../../crds").resolve(file)).get(0);
    assertThat(STRATEGY.prune(definition)).isEmpty();
    STRATEGY.fillDefaults(definition);
    STRATEGY.prepareCreate(definition);
    assertThat(STRATEGY.validateCreate(definition)).isEmpty();
  }
}
