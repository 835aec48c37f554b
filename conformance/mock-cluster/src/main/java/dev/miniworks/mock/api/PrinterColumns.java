package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The columns that a definition gives its objects' tables. */
final class PrinterColumns {

  private PrinterColumns() {}

  /**
   * @param definitions the {@code additionalPrinterColumns}; without any there is the age
   */
  static List<Column> of(JsonNode definitions) {
    List<Column> columns = new ArrayList<>();
    columns.add(Tables.NAME);
    if (definitions.isEmpty()) {
      columns.add(Tables.AGE);
    }
    definitions.forEach(definition -> columns.add(column(definition)));
    return columns;
  }

  private static Column column(JsonNode definition) {
    String path = definition.path("jsonPath").asText();
    String type = definition.path("type").asText();
    JsonPath compiled = JsonPath.compile(path);
    return new Column(
        definition.path("name").asText(),
        type,
        definition.path("format").asText(),
        definition
            .path("description")
            .asText("Custom resource definition column (in JSONPath format): " + path),
        definition.path("priority").asInt(),
        (object, now) -> cell(compiled.first(object), type, now));
  }

  private static JsonNode cell(JsonNode value, String type, Instant now) {
    if (value.isMissingNode() || value.isNull()) {
      return NullNode.getInstance();
    }
    return switch (type) {
      case "date" -> TextNode.valueOf(Ages.since(value.asText(), now));
      case "integer", "number", "boolean" ->
          value.isContainerNode() || value.isTextual() ? NullNode.getInstance() : value;
      default -> TextNode.valueOf(value.isContainerNode() ? value.toString() : value.asText());
    };
  }
}
