package dev.miniworks.mock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.Golden;
import dev.miniworks.mock.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods go where the real scheduler puts them, or are refused in its words. */
class SchedulingGoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<String> questions() throws IOException {
    List<String> answered =
        Json.MAPPER
            .readTree(GOLDEN.resolve("scheduling.json").toFile())
            .propertyStream()
            .map(Map.Entry::getKey)
            .toList();
    try (Stream<Path> files = Files.list(GOLDEN.resolve("scheduling"))) {
      List<String> asked =
          files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList();
      assertThat(asked).isEqualTo(answered);
      return asked.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void theAnswerIsTheRealOne(String question) throws IOException {
    JsonNode expected =
        Json.MAPPER.readTree(GOLDEN.resolve("scheduling.json").toFile()).path(question);
    assertThat(answer(GOLDEN.resolve("scheduling").resolve(question + ".yaml")))
        .isEqualTo(expected);
  }

  private static ObjectNode answer(Path manifest) {
    Map<String, NodeInfo> nodes = new LinkedHashMap<>();
    PodInfo asked = PodInfo.of(Json.object());
    for (ObjectNode object : documents(manifest)) {
      String name = Json.at(object, "metadata.name").asText();
      if (object.path("kind").asText().equals("Node")) {
        nodes.computeIfAbsent(name, NodeInfo::new).update(object);
      } else {
        object.withObject("/metadata").put("namespace", "default");
        completeRequests(object);
        PodInfo pod = PodInfo.of(object);
        if (name.equals("asked")) {
          asked = pod;
        } else {
          nodes.get(pod.node()).add(pod);
        }
      }
    }
    Placement placement = Placement.of(asked, nodes.values(), namespace -> Map.of());
    ObjectNode answer = Json.object();
    if (placement instanceof Placement.Bound bound) {
      answer.put("node", bound.node());
    } else if (placement instanceof Placement.Unschedulable refused) {
      answer.put("message", refused.message());
    }
    return answer;
  }

  /** As the API server does: what is limited is asked for. */
  private static void completeRequests(ObjectNode pod) {
    for (JsonNode container : Json.at(pod, "spec.containers")) {
      if (Json.at(container, "resources.limits") instanceof ObjectNode limits) {
        ((ObjectNode) container).withObject("/resources").set("requests", limits);
      }
    }
  }

  private static List<ObjectNode> documents(Path manifest) {
    try {
      return Golden.yaml(manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
