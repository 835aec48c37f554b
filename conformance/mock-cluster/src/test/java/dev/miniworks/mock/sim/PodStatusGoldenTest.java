package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.Golden;
import dev.miniworks.mock.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods become what they become on the real control plane's simulated nodes. */
class PodStatusGoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Bench BENCH = new Bench(1);

  @AfterAll
  static void close() {
    BENCH.close();
  }

  static Stream<String> pods() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN.resolve("pods"))) {
      List<String> pods =
          files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList();
      assertThat(pods).isEqualTo(expected().propertyStream().map(Map.Entry::getKey).toList());
      return pods.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void itsStatusIsTheRealOne(String name) throws IOException {
    ObjectNode pod = Golden.yaml(GOLDEN.resolve("pods").resolve(name + ".yaml")).get(0);
    BENCH.client().create("v1", "pods", "default", pod);
    BENCH.advance("5s");
    assertThat(comparable(BENCH.find("pods", name).orElseThrow()).toPrettyString())
        .isEqualTo(comparable(Json.object().set("status", expected().path(name))).toPrettyString());
  }

  private static JsonNode expected() throws IOException {
    return Json.MAPPER.readTree(GOLDEN.resolve("pods.json").toFile());
  }

  /** Without addresses, with T for every time, and in order. */
  private static JsonNode comparable(ObjectNode pod) {
    ObjectNode status = ((ObjectNode) pod.path("status")).deepCopy();
    status.remove(List.of("hostIP", "hostIPs", "podIP", "podIPs"));
    ArrayNode conditions = Json.array();
    status
        .path("conditions")
        .valueStream()
        .sorted(Comparator.comparing(condition -> condition.path("type").asText()))
        .forEach(conditions::add);
    status.set("conditions", conditions);
    return ordered(status);
  }

  private static JsonNode ordered(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = Json.object();
      object
          .propertyStream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(field -> copy.set(field.getKey(), ordered(field.getValue())));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = Json.array();
      node.forEach(element -> copy.add(ordered(element)));
      return copy;
    }
    boolean time = node.isTextual() && node.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*");
    return time ? TextNode.valueOf("T") : node;
  }
}
