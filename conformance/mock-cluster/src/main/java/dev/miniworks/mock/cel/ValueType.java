package dev.miniworks.mock.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a value before there is one.
 *
 * @param type as expressions are checked against it
 * @param fields of a struct; empty for all others
 * @param element of a list or map
 * @param largest how long a text, list or map can become
 * @param smallest how many bytes of JSON such a value takes at least
 */
public record ValueType(
    CelType type,
    Map<String, ValueType> fields,
    Optional<ValueType> element,
    long largest,
    long smallest) {

  private static final ValueType KEY = scalar(Scalar.TEXT, 0, 2);

  /** What a value without parts can be. */
  public enum Scalar {
    ANY(SimpleType.DYN),
    BOOLEAN(SimpleType.BOOL),
    BYTES(SimpleType.BYTES),
    DURATION(SimpleType.DURATION),
    INTEGER(SimpleType.INT),
    NUMBER(SimpleType.DOUBLE),
    TEXT(SimpleType.STRING),
    TIME(SimpleType.TIMESTAMP);

    private final CelType type;

    Scalar(final CelType type) {
      this.type = type;
    }
  }

  public static ValueType scalar(final Scalar scalar, final long largest, final long smallest) {
    return new ValueType(scalar.type, Map.of(), Optional.empty(), largest, smallest);
  }

  public static ValueType list(final ValueType element, final long largest) {
    return new ValueType(ListType.create(element.type), Map.of(), Optional.of(element), largest, 2);
  }

  public static ValueType map(final ValueType element, final long largest) {
    return new ValueType(
        MapType.create(SimpleType.STRING, element.type),
        Map.of(),
        Optional.of(element),
        largest,
        2);
  }

  /**
   * A struct.
   *
   * @param name unlike that of any other struct in the same expression
   */
  public static ValueType struct(
      final String name, final Map<String, ValueType> fields, final long smallest) {
    final ImmutableMap.Builder<String, CelType> types = ImmutableMap.builder();
    fields.forEach((field, value) -> types.put(field, value.type));
    final ImmutableMap<String, CelType> known = types.buildOrThrow();
    final StructType type =
        StructType.create(name, known.keySet(), field -> Optional.ofNullable(known.get(field)));
    return new ValueType(type, fields, Optional.empty(), 0, smallest);
  }

  Optional<ValueType> field(final String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** What a variable holds that goes through a list or a map. */
  Optional<ValueType> iterated() {
    return type instanceof MapType ? Optional.of(KEY) : element;
  }
}
