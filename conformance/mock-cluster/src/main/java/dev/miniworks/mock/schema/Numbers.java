package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.miniworks.mock.api.GoText;

/** Numbers as the API server sees them: an integer of 64 bits, or else a floating one. */
final class Numbers {

  private Numbers() {}

  static boolean isInteger(final JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  /** The value as the server holds it. */
  static JsonNode normalized(final JsonNode value) {
    return isInteger(value)
        ? JsonNodeFactory.instance.numberNode(value.longValue())
        : JsonNodeFactory.instance.numberNode(value.doubleValue());
  }

  static String text(final JsonNode value) {
    return isInteger(value) ? Long.toString(value.longValue()) : GoText.number(value.doubleValue());
  }
}
