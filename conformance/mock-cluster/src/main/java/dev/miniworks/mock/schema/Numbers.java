package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.GoText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Numbers as the API server sees them: an integer of 64 bits, or else a floating one. */
final class Numbers {

  private static final double WRITTEN_WITH_EXPONENT = 1e21;

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

  /** Writes whole numbers without a point, in place, as the server does: {@code 2.0} is 2. */
  static void settle(final JsonNode value) {
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field ->
                  whole(field.getValue())
                      .ifPresentOrElse(field::setValue, () -> settle(field.getValue())));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        final Optional<JsonNode> whole = whole(array.get(i));
        if (whole.isPresent()) {
          array.set(i, whole.get());
        } else {
          settle(array.get(i));
        }
      }
    }
  }

  private static Optional<JsonNode> whole(final JsonNode value) {
    final double number = value.doubleValue();
    if (!value.isFloatingPointNumber()
        || number != Math.rint(number)
        || Math.abs(number) >= WRITTEN_WITH_EXPONENT) {
      return Optional.empty();
    }
    final BigInteger whole = new BigDecimal(number).toBigInteger();
    if (whole.bitLength() >= Long.SIZE) {
      return Optional.of(JsonNodeFactory.instance.numberNode(whole));
    }
    // of the class that a parser would choose, for nodes of others are not equal
    return Optional.of(
        whole.bitLength() < Integer.SIZE
            ? JsonNodeFactory.instance.numberNode(whole.intValue())
            : JsonNodeFactory.instance.numberNode(whole.longValue()));
  }

  static String text(final JsonNode value) {
    return isInteger(value) ? Long.toString(value.longValue()) : GoText.number(value.doubleValue());
  }
}
