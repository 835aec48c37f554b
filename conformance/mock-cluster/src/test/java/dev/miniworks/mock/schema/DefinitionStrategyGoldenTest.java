package dev.miniworks.mock.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is said of definitions against what a real API server says. */
class DefinitionStrategyGoldenTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/definitions");

  static Stream<Golden> definitions() {
    return Golden.of(FOLDER, "definitions.json");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void answersLikeTheRealServer(final Golden golden) {
    golden.verify(new DefinitionStrategy());
  }

  /** Their rules reach deep into structs; the real server takes them. */
  @ParameterizedTest
  @ValueSource(strings = {"minideployments.yaml", "minireplicasets.yaml"})
  void takesTheDefinitionsOfTheMiniKinds(final String file) throws IOException {
    final ObjectNode definition = Golden.yaml(Path.of("../../crds").resolve(file)).get(0);
    final DefinitionStrategy strategy = new DefinitionStrategy();
    strategy.fillDefaults(definition);
    strategy.prepareCreate(definition);
    assertThat(strategy.validateCreate(definition)).isEmpty();
  }
}
