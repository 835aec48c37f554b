package dev.miniworks.mock.api;

import static dev.miniworks.mock.json.Json.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How events look in tables, those of either group. Pure. */
final class EventCells {

  private EventCells() {}

  static List<Column> columns() {
    return List.of(
        BuiltInColumns.timed("Last Seen", 0, EventCells::lastSeen),
        BuiltInColumns.text("Type", event -> event.path("type").asText()),
        BuiltInColumns.text("Reason", event -> event.path("reason").asText()),
        BuiltInColumns.text("Object", EventCells::object),
        BuiltInColumns.wide(
            "Subobject",
            event -> either(event, "involvedObject", "regarding").path("fieldPath").asText()),
        BuiltInColumns.wide("Source", EventCells::source),
        BuiltInColumns.text("Message", event -> either(event, "message", "note").asText().trim()),
        BuiltInColumns.timed("First Seen", 1, EventCells::firstSeen),
        BuiltInColumns.wide("Count", EventCells::count),
        BuiltInColumns.wide("Name", event -> at(event, "metadata.name").asText()));
  }

  private static JsonNode either(JsonNode event, String core, String other) {
    return event.has(core) ? event.path(core) : event.path(other);
  }

  private static String object(JsonNode event) {
    JsonNode object = either(event, "involvedObject", "regarding");
    return object.path("kind").asText().toLowerCase(Locale.ROOT)
        + "/"
        + object.path("name").asText();
  }

  private static String source(JsonNode event) {
    JsonNode source = either(event, "source", "deprecatedSource");
    String component = source.path("component").asText();
    if (component.isEmpty()) {
      return either(event, "reportingComponent", "reportingController").asText();
    }
    String host = source.path("host").asText();
    return host.isEmpty() ? component : component + ", " + host;
  }

  private static String lastSeen(JsonNode event, Instant now) {
    String series = at(event, "series.lastObservedTime").asText();
    String last = either(event, "lastTimestamp", "deprecatedLastTimestamp").asText();
    if (!series.isEmpty()) {
      return Ages.since(series, now);
    }
    return last.isEmpty() ? firstSeen(event, now) : Ages.since(last, now);
  }

  private static String firstSeen(JsonNode event, Instant now) {
    String first = either(event, "firstTimestamp", "deprecatedFirstTimestamp").asText();
    return Ages.since(first.isEmpty() ? event.path("eventTime").asText() : first, now);
  }

  private static String count(JsonNode event) {
    JsonNode series = at(event, "series.count");
    if (!series.isMissingNode()) {
      return series.asText();
    }
    int count = either(event, "count", "deprecatedCount").asInt();
    return Integer.toString(Math.max(count, 1));
  }
}
