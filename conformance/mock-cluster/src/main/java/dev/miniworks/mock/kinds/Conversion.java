package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.kinds.Shape.ListOf;
import dev.miniworks.mock.kinds.Shape.MapOf;
import dev.miniworks.mock.kinds.Shape.Scalar;
import dev.miniworks.mock.kinds.Shape.Struct;

/** What the API server's converter says of a value that does not fit. */
final class Conversion {

  private Conversion() {}

  static String failure(final JsonNode value, final Shape wanted) {
    final String found = nameOf(value);
    if (wanted instanceof Struct) {
      return "cannot restore struct from: " + found;
    }
    if (wanted instanceof ListOf) {
      return "cannot restore slice from " + found;
    }
    if (wanted instanceof MapOf) {
      return "cannot restore map from " + found;
    }
    final String type = Decoding.typeOf(wanted);
    if (wanted == Scalar.INT_OR_STRING) {
      return "json: cannot unmarshal " + found + " into Go value of type " + type;
    }
    return isConvertible(value, (Scalar) wanted)
        ? "cannot convert " + found + " to " + type
        : "unrecognized type: " + type;
  }

  /** Whether Go itself would convert one into the other, which the converter then refuses. */
  private static boolean isConvertible(final JsonNode value, final Scalar wanted) {
    return switch (wanted) {
      case INT32, INT64, FLOAT64 -> value.isNumber();
      case TEXT -> value.isIntegralNumber();
      default -> false;
    };
  }

  private static String nameOf(final JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
      case ARRAY -> "slice";
      default -> "map";
    };
  }
}
