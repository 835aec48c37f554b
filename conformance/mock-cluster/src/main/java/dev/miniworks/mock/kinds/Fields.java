package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads and writes parts of objects. */
final class Fields {

  private Fields() {}

  /** A part that is an object; made when it is missing. */
  static ObjectNode part(final ObjectNode object, final String name) {
    return object.get(name) instanceof ObjectNode part ? part : object.putObject(name);
  }

  static boolean isSet(final JsonNode object, final String name) {
    return object.hasNonNull(name);
  }

  static String text(final JsonNode object, final String name) {
    return object.path(name).asText("");
  }

  static void setIfMissing(final ObjectNode object, final String name, final String value) {
    if (!isSet(object, name)) {
      object.put(name, value);
    }
  }

  /** Sets a text that counts as missing when it is empty. */
  static void setIfEmpty(final ObjectNode object, final String name, final String value) {
    if (text(object, name).isEmpty()) {
      object.put(name, value);
    }
  }

  static void setIfMissing(final ObjectNode object, final String name, final int value) {
    if (!isSet(object, name)) {
      object.put(name, value);
    }
  }

  static void setIfMissing(final ObjectNode object, final String name, final boolean value) {
    if (!isSet(object, name)) {
      object.put(name, value);
    }
  }

  /** Copies the old object's part over the new one's, or takes it away. */
  static void restore(final ObjectNode object, final ObjectNode old, final String name) {
    if (old.has(name)) {
      object.set(name, old.get(name).deepCopy());
    } else {
      object.remove(name);
    }
  }
}
