package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.json.Json;
import java.time.Instant;
import java.util.List;

/** Shows objects as rows of cells, the form that people read. Pure. */
public final class Tables {

  static final Column NAME =
      new Column(
          "Name",
          "string",
          "name",
          "Unique within a namespace.",
          0,
          (object, now) -> object.path("metadata").path("name"));
  static final Column AGE =
      new Column(
          "Age",
          "string",
          "",
          "Since the object was created.",
          0,
          (object, now) -> TextNode.valueOf(Ages.ofObject(object, now)));

  private Tables() {}

  /**
   * A table.
   *
   * @param include what a row carries of its object: {@code None}, {@code Metadata} or {@code
   *     Object}
   * @param headers whether the columns are described, as they are once in a watch
   */
  public static ObjectNode of(
      ResourceType type, List<ObjectNode> objects, Instant now, String include, boolean headers) {
    List<Column> columns = columns(type);
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata");
    if (headers) {
      ArrayNode definitions = table.putArray("columnDefinitions");
      columns.forEach(column -> definitions.add(definition(column)));
    } else {
      table.putNull("columnDefinitions");
    }
    ArrayNode rows = table.putArray("rows");
    for (ObjectNode object : objects) {
      ObjectNode row = rows.addObject();
      ArrayNode cells = row.putArray("cells");
      columns.forEach(column -> cells.add(column.cell().apply(object, now)));
      switch (include) {
        case "None" -> {}
        case "Object" -> row.set("object", object);
        default -> row.set("object", partial(object));
      }
    }
    return table;
  }

  /** An object without all but its metadata. */
  public static ObjectNode partial(ObjectNode object) {
    ObjectNode partial =
        Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", object.path("metadata"));
    return partial;
  }

  private static List<Column> columns(ResourceType type) {
    List<Column> columns = type.behaviour().columns().get();
    if (!columns.isEmpty()) {
      return columns;
    }
    return List.of(NAME, AGE);
  }

  private static ObjectNode definition(Column column) {
    return Json.object()
        .put("name", column.name())
        .put("type", column.type())
        .put("format", column.format())
        .put("description", column.description())
        .put("priority", column.priority());
  }
}
