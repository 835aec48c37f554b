package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;

/**
 * Where a value stands while a schema is held against it.
 *
 * @param root the field at which the validated part begins; empty for a whole object
 * @param path the path below the root, with a dot before each name save the first
 * @param past the value's past
 */
record Place(String root, String path, Correlation past) {

  static Place start(final String root, final Correlation past) {
    return new Place(root, "", past);
  }

  Place property(final String name) {
    return new Place(root, path.isEmpty() ? name : path + "." + name, past.field(name));
  }

  Place additional(final String name) {
    return new Place(root, path + "." + name, past.field(name));
  }

  Place item(final int index) {
    return new Place(root, path + "[" + index + "]", past.item(index));
  }

  /** The path as an error's field. */
  String field() {
    final String below = path.startsWith(".") ? path.substring(1) : path;
    if (root.isEmpty()) {
      return below.isEmpty() ? FieldPath.NOWHERE : below;
    }
    return below.isEmpty() ? root : root + "." + below;
  }

  /** An error whose message repeats the path. */
  FieldError invalid(final JsonNode value, final String demand) {
    return FieldError.invalid(field(), value, path + " in body " + demand);
  }

  FieldError invalid(final long value, final String demand) {
    return invalid(JsonNodeFactory.instance.numberNode(value), demand);
  }

  FieldError typeInvalid(final String actual, final String expected) {
    return FieldError.typeInvalid(
        field(), actual, path + " in body must be of type " + expected + ": \"" + actual + "\"");
  }

  /** An error that only the message ties to a field. */
  FieldError general(final String message) {
    return FieldError.invalid(root.isEmpty() ? FieldPath.NOWHERE : root, "", message);
  }
}
