package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import java.util.Optional;

/** How a result is shown: in words, or as {@code -o} asks for it. */
enum Output {
  WORDS,
  NAME,
  JSON,
  YAML;

  /**
   * Reads the value of {@code -o}.
   *
   * @throws CommandFailure when there is no such format
   */
  static Output of(Optional<String> format) {
    return switch (format.orElse("")) {
      case "" -> WORDS;
      case "name" -> NAME;
      case "json" -> JSON;
      case "yaml" -> YAML;
      default ->
          throw new CommandFailure(
              ("unable to match a printer suitable for the output format \"%s\", allowed formats"
                      + " are: json,name,yaml")
                  .formatted(format.get()));
    };
  }

  /**
   * What is printed of an object, with the end of its last line.
   *
   * @param result in words: what was done to it
   */
  String text(Resource object, String result) {
    return switch (this) {
      case WORDS -> object.outputName() + " " + result + "\n";
      case NAME -> object.outputName() + "\n";
      case JSON -> write(json(), object.json()) + "\n";
      case YAML -> write(yaml(), object.json());
    };
  }

  private static ObjectWriter json() {
    var indenter = new DefaultIndenter("    ", "\n");
    return sorting(new ObjectMapper())
        .writer(
            new DefaultPrettyPrinter()
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter)
                .withSeparators(
                    Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("")));
  }

  private static ObjectWriter yaml() {
    return sorting(
            new ObjectMapper(
                YAMLFactory.builder()
                    .disable(Feature.WRITE_DOC_START_MARKER)
                    .disable(Feature.SPLIT_LINES)
                    .enable(Feature.MINIMIZE_QUOTES)
                    .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .enable(Feature.LITERAL_BLOCK_STYLE)
                    .build()))
        .writer();
  }

  private static ObjectMapper sorting(ObjectMapper mapper) {
    return mapper.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  }

  private static String write(ObjectWriter writer, JsonNode object) {
    JsonNode shown = object.deepCopy();
    if (shown.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    try {
      return writer.writeValueAsString(new ObjectMapper().treeToValue(shown, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was read cannot be written", e);
    }
  }
}
