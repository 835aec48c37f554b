package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns JSON into what a rule sees as {@code self}. */
final class CelValues {

  private static final Pattern NAMEABLE = Pattern.compile("[a-zA-Z_./-][a-zA-Z0-9_./-]*");
  private static final Pattern ESCAPED = Pattern.compile("__|[./-]");
  private static final Set<String> VISIBLE_METADATA = Set.of("name", "generateName");
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private CelValues() {}

  /** The value of a whole resource: of its metadata only the names can be seen. */
  static Object resource(final JsonNode value, final SchemaNode schema) {
    final Map<String, Object> fields = fields(value, schema);
    fields.computeIfPresent("metadata", (name, metadata) -> names(value.path("metadata")));
    return fields;
  }

  static Object of(final JsonNode value, final SchemaNode schema) {
    return switch (value.getNodeType()) {
      case OBJECT -> schema.embeddedResource() ? resource(value, schema) : fields(value, schema);
      case ARRAY -> items(value, schema);
      case STRING -> text(value.textValue(), schema);
      case NUMBER -> number(value, schema);
      case BOOLEAN -> value.booleanValue();
      default -> NullValue.NULL_VALUE;
    };
  }

  private static Map<String, Object> fields(final JsonNode value, final SchemaNode schema) {
    final Map<String, Object> fields = new LinkedHashMap<>();
    value
        .properties()
        .forEach(
            field ->
                fields.put(
                    schema.properties().containsKey(field.getKey())
                        ? escape(field.getKey())
                        : field.getKey(),
                    of(field.getValue(), schema.child(field.getKey()).orElse(SchemaNode.EMPTY))));
    return fields;
  }

  private static Map<String, Object> names(final JsonNode metadata) {
    final Map<String, Object> names = new LinkedHashMap<>();
    metadata.properties().stream()
        .filter(field -> VISIBLE_METADATA.contains(field.getKey()))
        .forEach(field -> names.put(field.getKey(), field.getValue().asText()));
    return names;
  }

  private static List<Object> items(final JsonNode value, final SchemaNode schema) {
    final SchemaNode items = schema.items().orElse(SchemaNode.EMPTY);
    final List<Object> list = new ArrayList<>(value.size());
    value.forEach(item -> list.add(of(item, items)));
    return list;
  }

  private static Object number(final JsonNode value, final SchemaNode schema) {
    return Numbers.isInteger(value) && !schema.type().equals("number")
        ? (Object) value.longValue()
        : (Object) value.doubleValue();
  }

  /** Dates and bytes have types of their own; a text that is none stays what it is. */
  private static Object text(final String text, final SchemaNode schema) {
    try {
      return switch (schema.format()) {
        case "date-time" -> OffsetDateTime.parse(text).toInstant();
        case "date" -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
        default -> text;
      };
    } catch (final DateTimeException | IllegalArgumentException e) {
      return text;
    }
  }

  /** A name as expressions write it: what is no letter, digit or underscore has a name there. */
  /** How rules call a field; empty when they cannot. */
  static Optional<String> identifier(final String name) {
    return NAMEABLE.matcher(name).matches() ? Optional.of(escape(name)) : Optional.empty();
  }

  private static String escape(final String name) {
    if (RESERVED.contains(name)) {
      return "__" + name + "__";
    }
    return ESCAPED.matcher(name).replaceAll(found -> Matcher.quoteReplacement(word(found.group())));
  }

  private static String word(final String symbol) {
    return switch (symbol) {
      case "__" -> "__underscores__";
      case "." -> "__dot__";
      case "-" -> "__dash__";
      default -> "__slash__";
    };
  }
}
