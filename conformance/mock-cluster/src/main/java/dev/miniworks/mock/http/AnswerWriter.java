package dev.miniworks.mock.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Answer;
import dev.miniworks.mock.api.ResourceType;
import dev.miniworks.mock.api.Tables;
import dev.miniworks.mock.http.MediaTypes.Form;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Item;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** Writes answers as bytes. */
final class AnswerWriter {

  private final Clock clock;

  AnswerWriter(Clock clock) {
    this.clock = clock;
  }

  /** An object in the form that is wanted. */
  Buffer object(ResourceType type, Item item, Form form, String include) {
    return switch (form) {
      case TABLE -> table(type, List.of(item), include, Long.toString(item.revision()));
      case PARTIAL -> Buffer.buffer(Json.bytes(Tables.partial(item.json())));
      default -> Buffer.buffer(bytes(type, item));
    };
  }

  Buffer made(Answer.Made made, Form form, String include) {
    if (form == Form.TABLE && made.type().isPresent()) {
      return Buffer.buffer(
          Json.bytes(
              Tables.of(
                  made.type().get(), List.of(made.object()), clock.instant(), include, true)));
    }
    if (form == Form.PARTIAL && made.type().isPresent()) {
      return Buffer.buffer(Json.bytes(Tables.partial(made.object())));
    }
    return Buffer.buffer(Json.bytes(made.object()));
  }

  /** A list; of objects as they are stored it joins the bytes that are there already. */
  Buffer list(Answer.Listed listed, Form form, String include) {
    ResourceType type = listed.type();
    ObjectNode metadata =
        Json.object().put("resourceVersion", Long.toString(listed.page().revision()));
    if (!listed.next().isEmpty()) {
      metadata.put("continue", listed.next());
    }
    listed.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
    if (form == Form.TABLE) {
      ObjectNode table =
          Tables.of(type, views(type, listed.page().items()), clock.instant(), include, true);
      table.set("metadata", metadata);
      return Buffer.buffer(Json.bytes(table));
    }
    boolean partial = form == Form.PARTIAL;
    Buffer buffer =
        Buffer.buffer()
            .appendString("{\"kind\":\"")
            .appendString(partial ? "PartialObjectMetadataList" : type.names().listKind())
            .appendString("\",\"apiVersion\":\"")
            .appendString(partial ? "meta.k8s.io/v1" : type.apiVersion())
            .appendString("\",\"metadata\":")
            .appendBytes(Json.bytes(metadata))
            .appendString(",\"items\":[");
    boolean first = true;
    for (Item item : listed.page().items()) {
      if (!first) {
        buffer.appendByte((byte) ',');
      }
      first = false;
      buffer.appendBytes(partial ? Json.bytes(Tables.partial(item.json())) : bytes(type, item));
    }
    return buffer.appendString("]}");
  }

  /** A line of a watch, without its end. */
  Buffer event(
      String eventType, ResourceType type, Item item, Form form, String include, boolean headers) {
    Buffer buffer =
        Buffer.buffer()
            .appendString("{\"type\":\"")
            .appendString(eventType)
            .appendString("\",\"object\":");
    switch (form) {
      case TABLE -> {
        ObjectNode table =
            Tables.of(type, List.of(type.view(item)), clock.instant(), include, headers);
        table.withObject("/metadata").put("resourceVersion", Long.toString(item.revision()));
        buffer.appendBytes(Json.bytes(table));
      }
      case PARTIAL -> buffer.appendBytes(Json.bytes(Tables.partial(item.json())));
      default -> buffer.appendBytes(bytes(type, item));
    }
    return buffer.appendByte((byte) '}');
  }

  /** A line with an object that is not stored. */
  Buffer event(String eventType, ResourceType type, ObjectNode object, Form form) {
    ObjectNode shown = object;
    if (form == Form.TABLE && eventType.equals("BOOKMARK")) {
      shown = Tables.of(type, List.of(), clock.instant(), "None", false);
      shown.set("metadata", object.path("metadata"));
    } else if (form == Form.PARTIAL && eventType.equals("BOOKMARK")) {
      shown = Tables.partial(object);
    }
    return Buffer.buffer(
        ("{\"type\":\"" + eventType + "\",\"object\":" + shown + "}")
            .getBytes(StandardCharsets.UTF_8));
  }

  private Buffer table(ResourceType type, List<Item> items, String include, String version) {
    ObjectNode table = Tables.of(type, views(type, items), clock.instant(), include, true);
    table.withObject("/metadata").put("resourceVersion", version);
    return Buffer.buffer(Json.bytes(table));
  }

  private static List<ObjectNode> views(ResourceType type, List<Item> items) {
    return items.stream().map(type::view).toList();
  }

  private static byte[] bytes(ResourceType type, Item item) {
    return type.servesAsStored(item) ? item.bytes() : Json.bytes(type.view(item));
  }
}
