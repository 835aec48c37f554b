package dev.miniworks.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.GoText;
import dev.miniworks.mock.api.Misfit;
import dev.miniworks.mock.api.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A manifest and what the real API server answered to it, as {@code src/test/scripts/capture.sh}
 * has asked it; a strategy has to give the same answer.
 *
 * @param name the file without its ending
 * @param documents the object to create, and perhaps what replaces it
 * @param ofStatus whether the second document is written to the status subresource
 * @param expected the answer
 */
public record Golden(String name, List<ObjectNode> documents, boolean ofStatus, JsonNode expected) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** The manifests of a folder with the answers of a file in {@code src/test/resources/golden}. */
  public static Stream<Golden> of(final Path folder, final String answers) {
    try (Stream<Path> files = Files.list(folder)) {
      final JsonNode expected =
          JSON.readTree(Path.of("src/test/resources/golden", answers).toFile());
      final List<Golden> all =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .map(file -> of(file, expected))
              .toList();
      assertThat(all).as("manifests and answers").hasSize(expected.size());
      return all.stream();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Golden of(final Path file, final JsonNode expected) {
    try {
      final String name = file.getFileName().toString().replace(".yaml", "");
      assertThat(expected.has(name)).as("an answer to " + name).isTrue();
      return new Golden(
          name,
          yaml(file).stream().map(Golden::sorted).toList(),
          Files.readString(file).contains("# status\n"),
          expected.get(name));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server turns YAML into JSON with its keys in order, and reports unknown fields in it. */
  private static ObjectNode sorted(final ObjectNode document) {
    try {
      return JSON.readValue(GoText.json(document), ObjectNode.class);
    } catch (final JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a file. */
  public static List<ObjectNode> yaml(final Path file) throws IOException {
    return YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(file.toFile()).readAll();
  }

  /** Holds the strategy's answer against the server's. */
  public void verify(final Strategy strategy) {
    assertThat(text(answer(strategy))).isEqualTo(text(comparable(expected)));
  }

  /** The same question about the built-in kind that a mini kind mirrors. */
  public Golden asNative() {
    final List<ObjectNode> natives = documents.stream().map(ObjectNode::deepCopy).toList();
    natives.forEach(
        document ->
            document
                .put("apiVersion", "apps/v1")
                .put("kind", document.path("kind").asText().replaceFirst("^Mini", "")));
    return new Golden(name, natives, ofStatus, expected);
  }

  /** Whether the server took the manifest. */
  public boolean isAccepted() {
    return expected.has("object");
  }

  /** What the server has stored can be written back, and nothing changes. */
  public void verifyStable(final Strategy strategy) {
    final ObjectNode stored = expected.get("object").deepCopy();
    final ObjectNode object = stored.deepCopy();
    assertThat(strategy.undecodable(object)).isEmpty();
    assertThat(strategy.prune(object)).isEmpty();
    strategy.fillDefaults(object);
    strategy.prepareUpdate(object, stored.deepCopy());
    assertThat(text(object)).isEqualTo(text(stored));
    assertThat(strategy.validateUpdate(object, stored)).isEmpty();
    assertThat(strategy.validateStatus(object, stored)).isEmpty();
  }

  /** What a server with this strategy would answer. */
  private JsonNode answer(final Strategy strategy) {
    ObjectNode object = inNamespace(documents.get(0));
    final Optional<Misfit> undecodable = strategy.undecodable(object);
    if (undecodable.isPresent()) {
      return JSON.createObjectNode().put("undecodable", undecodable.get().decoding());
    }
    List<String> unknown = strategy.prune(object);
    strategy.fillDefaults(object);
    strategy.prepareCreate(object);
    List<FieldError> errors = strategy.validateCreate(object);
    if (documents.size() > 1) {
      assertThat(errors).as("errors of the first document").isEmpty();
      final ObjectNode old = object;
      object = inNamespace(documents.get(1));
      unknown = strategy.prune(object);
      strategy.fillDefaults(object);
      if (ofStatus) {
        final JsonNode status = object.path("status");
        object = old.deepCopy();
        object.set("status", status);
        strategy.prepareStatus(object, old);
        errors = strategy.validateStatus(object, old);
      } else {
        strategy.prepareUpdate(object, old);
        errors = strategy.validateUpdate(object, old);
      }
    }
    return answer(object, unknown, errors);
  }

  private static JsonNode answer(
      final ObjectNode object, final List<String> unknown, final List<FieldError> errors) {
    final ObjectNode answer = JSON.createObjectNode();
    final ArrayNode fields = JSON.createArrayNode();
    unknown.forEach(path -> fields.add("unknown field \"" + path + "\""));
    answer.set("unknown", fields);
    if (errors.isEmpty()) {
      answer.set("object", withoutNamespace(object));
    } else {
      final List<FieldError> sorted = new ArrayList<>(errors);
      sorted.sort(Comparator.comparing(FieldError::field).thenComparing(FieldError::message));
      answer.set("causes", JSON.valueToTree(sorted));
    }
    return answer;
  }

  private static JsonNode comparable(final JsonNode expected) {
    if (expected.path("code").asInt() == 400) {
      final String message = expected.path("message").asText();
      return JSON.createObjectNode()
          .put("undecodable", message.replaceFirst(".* cannot be handled as a [^:]*: ", ""));
    }
    final ObjectNode answer = JSON.createObjectNode();
    answer.set(
        "unknown",
        expected.path("unknown").isArray() ? expected.get("unknown") : JSON.createArrayNode());
    if (expected.has("object")) {
      answer.set("object", withoutNamespace(expected.get("object").deepCopy()));
    } else {
      answer.set("causes", withoutDifferences(expected.path("causes").deepCopy()));
    }
    return answer;
  }

  /**
   * The server shows the differences between Go structs below some messages; we cannot. Where an
   * expression is wrong, below the message, we can.
   */
  private static JsonNode withoutDifferences(final JsonNode causes) {
    for (final JsonNode cause : causes) {
      ((ObjectNode) cause).put("message", cause.path("message").asText().split("\n(?! \\|)", 2)[0]);
    }
    return causes;
  }

  /** The namespace in which the real server was asked. */
  private static ObjectNode inNamespace(final ObjectNode document) {
    final ObjectNode object = document.deepCopy();
    object.withObject("metadata").put("namespace", "golden");
    return object;
  }

  private static JsonNode withoutNamespace(final ObjectNode object) {
    object.withObject("metadata").remove(List.of("namespace"));
    return object;
  }

  private static String text(final JsonNode answer) {
    try {
      // a whole number is one, whether it is held as 2 or as 2.0
      return JSON.writeValueAsString(JSON.readValue(GoText.json(answer), Object.class));
    } catch (final JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
