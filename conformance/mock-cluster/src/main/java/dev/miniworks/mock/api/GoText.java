package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes values as the API server's messages show them, that is, as Go prints them. */
public final class GoText {

  private GoText() {}

  /** A value within a message: text in quotes, plain numbers and booleans, the rest as JSON. */
  public static String value(final JsonNode value) {
    return value.isTextual() ? quote(value.textValue()) : json(value);
  }

  /** Text in double quotes, with what cannot be printed escaped. */
  public static String quote(final String text) {
    final StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(point -> quoted.append(escaped(point)));
    return quoted.append('"').toString();
  }

  /** A number in its shortest form, with an exponent only where it is very large or very small. */
  public static String number(final double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e21) {
      return new BigDecimal(number).toBigInteger().toString();
    }
    final String shortest = Double.toString(number);
    final BigDecimal exact = new BigDecimal(shortest);
    return Math.abs(number) >= 1e21 || Math.abs(number) < 1e-4
        ? exponential(exact.stripTrailingZeros())
        : exact.stripTrailingZeros().toPlainString();
  }

  /** JSON without blanks, the keys of objects in order. */
  public static String json(final JsonNode value) {
    final StringBuilder text = new StringBuilder();
    writeJson(value, text);
    return text.toString();
  }

  /** A value as Go prints its own, the keys of maps in order. */
  static String printed(final JsonNode value) {
    if (value.isObject()) {
      return value
          .propertyStream()
          .sorted(Map.Entry.comparingByKey())
          .map(field -> field.getKey() + ":" + printed(field.getValue()))
          .collect(Collectors.joining(" ", "map[", "]"));
    }
    if (value.isArray()) {
      return value.valueStream().map(GoText::printed).collect(Collectors.joining(" ", "[", "]"));
    }
    return value.isNull() ? "<nil>" : value.isTextual() ? value.textValue() : json(value);
  }

  private static void writeJson(final JsonNode value, final StringBuilder text) {
    if (value.isObject()) {
      writeObject(value, text);
    } else if (value.isArray()) {
      writeArray(value, text);
    } else if (value.isTextual()) {
      writeText(value.textValue(), text);
    } else if (value.isFloatingPointNumber()) {
      text.append(number(value.doubleValue()));
    } else {
      text.append(value.isMissingNode() ? "null" : value.asText());
    }
  }

  private static void writeObject(final JsonNode object, final StringBuilder text) {
    final Map<String, JsonNode> sorted = new TreeMap<>();
    object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    String separator = "{";
    for (final Map.Entry<String, JsonNode> field : sorted.entrySet()) {
      writeText(field.getKey(), text.append(separator));
      writeJson(field.getValue(), text.append(':'));
      separator = ",";
    }
    text.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void writeArray(final JsonNode array, final StringBuilder text) {
    text.append('[');
    for (final Iterator<JsonNode> items = array.iterator(); items.hasNext(); ) {
      writeJson(items.next(), text);
      text.append(items.hasNext() ? "," : "");
    }
    text.append(']');
  }

  private static void writeText(final String value, final StringBuilder text) {
    text.append('"');
    value.codePoints().forEach(point -> text.append(jsonEscaped(point)));
    text.append('"');
  }

  private static String escaped(final int point) {
    return switch (point) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 0x07 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case 0x0b -> "\\v";
      default -> printable(point) ? Character.toString(point) : hexadecimal(point);
    };
  }

  private static boolean printable(final int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }

  private static String hexadecimal(final int point) {
    if (point < 0x80) {
      return String.format("\\x%02x", point);
    }
    return String.format(point > 0xffff ? "\\U%08x" : "\\u%04x", point);
  }

  private static String jsonEscaped(final int point) {
    return switch (point) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '<', '>', '&', 0x2028, 0x2029 -> String.format("\\u%04x", point);
      default -> point < ' ' ? String.format("\\u%04x", point) : Character.toString(point);
    };
  }

  private static String exponential(final BigDecimal number) {
    final String digits = number.unscaledValue().abs().toString();
    final int exponent = digits.length() - 1 - number.scale();
    return (number.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
