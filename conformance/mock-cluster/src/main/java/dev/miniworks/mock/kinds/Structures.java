package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.miniworks.mock.kinds.Shape.Field;
import dev.miniworks.mock.kinds.Shape.ListOf;
import dev.miniworks.mock.kinds.Shape.MapOf;
import dev.miniworks.mock.kinds.Shape.Omission;
import dev.miniworks.mock.kinds.Shape.Scalar;
import dev.miniworks.mock.kinds.Shape.Struct;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The structures of the built-in kinds, read from {@code structure.json}, where a type is written
 * with {@code *} before a pointer, {@code []} before a list and {@code {}} before a map; a field
 * ends with {@code ?} when it is left out empty and with {@code !} when it is left out zero.
 */
final class Structures {

  private final JsonNode types;
  private final Map<String, Struct> structs = new LinkedHashMap<>();

  private Structures(final JsonNode types) {
    this.types = types;
  }

  /** The structure of each kind by its plural name, with a dot and the group where it has one. */
  static Map<String, Struct> load() {
    try (InputStream file = Structures.class.getResourceAsStream("structure.json")) {
      final JsonNode root = new ObjectMapper().readTree(file);
      final Structures structures = new Structures(root.path("types"));
      final Map<String, Struct> kinds = new LinkedHashMap<>();
      root.path("kinds")
          .properties()
          .forEach(
              kind -> kinds.put(kind.getKey(), structures.struct(kind.getValue().textValue())));
      return kinds;
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Struct struct(final String name) {
    final Struct known = structs.get(name);
    if (known != null) {
      return known;
    }
    final Map<String, Field> fields = new LinkedHashMap<>();
    final Struct struct = new Struct(name, fields);
    structs.put(name, struct);
    types
        .path(name)
        .properties()
        .forEach(field -> fields.put(field.getKey(), field(field.getValue().textValue())));
    return struct;
  }

  private Field field(final String expression) {
    final Omission omission =
        expression.endsWith("?")
            ? Omission.WHEN_EMPTY
            : expression.endsWith("!") ? Omission.WHEN_ZERO : Omission.NEVER;
    final String type =
        omission == Omission.NEVER ? expression : expression.substring(0, expression.length() - 1);
    final boolean optional = type.startsWith("*");
    return new Field(shape(optional ? type.substring(1) : type), optional, omission);
  }

  private Shape shape(final String type) {
    if (type.startsWith("[]")) {
      return new ListOf(shape(type.substring(2)));
    }
    if (type.startsWith("{}")) {
      return new MapOf(shape(type.substring(2)));
    }
    return switch (type) {
      case "string" -> Scalar.TEXT;
      case "bool" -> Scalar.BOOLEAN;
      case "int32" -> Scalar.INT32;
      case "int64" -> Scalar.INT64;
      case "float64" -> Scalar.FLOAT64;
      case "time" -> Scalar.TIME;
      case "microTime" -> Scalar.MICRO_TIME;
      case "quantity" -> Scalar.QUANTITY;
      case "intOrString" -> Scalar.INT_OR_STRING;
      case "bytes" -> Scalar.BYTES;
      case "any" -> Scalar.ANY;
      default -> struct(type);
    };
  }
}
