package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * A value beside the value that stood in its place before an update. What is wrong but was so
 * before, and has not been touched, is let pass.
 */
final class Correlation {

  /** There was nothing before, or nothing that could be told to be the same. */
  static final Correlation NONE =
      new Correlation(MissingNode.getInstance(), MissingNode.getInstance(), SchemaNode.EMPTY);

  private final JsonNode value;
  private final JsonNode old;
  private final SchemaNode schema;

  private Correlation(final JsonNode value, final JsonNode old, final SchemaNode schema) {
    this.value = value;
    this.old = old;
    this.schema = schema;
  }

  static Correlation of(final JsonNode value, final JsonNode old, final SchemaNode schema) {
    return old.isMissingNode() || value.isMissingNode()
        ? NONE
        : new Correlation(value, old, schema);
  }

  /** The old value; missing when there was none. */
  JsonNode old() {
    return old;
  }

  boolean isPresent() {
    return !old.isMissingNode();
  }

  Correlation field(final String name) {
    if (!value.isObject() || !old.isObject()) {
      return NONE;
    }
    return schema
        .child(name)
        .map(child -> of(value.path(name), old.path(name), child))
        .orElse(NONE);
  }

  /** The item at an index; only the items of a list that is a map have a past. */
  Correlation item(final int index) {
    if (schema.listType() != SchemaNode.ListType.MAP || !value.isArray() || !old.isArray()) {
      return NONE;
    }
    return schema
        .items()
        .flatMap(
            items -> oldItem(value.path(index)).map(before -> of(value.path(index), before, items)))
        .orElse(NONE);
  }

  /** Whether nothing has changed here; the order of a list that is a map does not matter. */
  boolean isUnchanged() {
    if (!isPresent()) {
      return false;
    }
    if (schema.listType() == SchemaNode.ListType.MAP && value.isArray() && old.isArray()) {
      return value.size() == old.size() && allItemsUnchanged();
    }
    if (value.isObject() && old.isObject()) {
      return value.size() == old.size()
          && value.properties().stream()
              .allMatch(
                  field ->
                      old.has(field.getKey())
                          && schema
                              .child(field.getKey())
                              .map(
                                  child ->
                                      of(field.getValue(), old.get(field.getKey()), child)
                                          .isUnchanged())
                              .orElseGet(() -> field.getValue().equals(old.get(field.getKey()))));
    }
    return value.equals(old);
  }

  private boolean allItemsUnchanged() {
    for (int i = 0; i < value.size(); i++) {
      if (!item(i).isUnchanged()) {
        return false;
      }
    }
    return true;
  }

  private Optional<JsonNode> oldItem(final JsonNode item) {
    for (final JsonNode candidate : old) {
      if (schema.mapKeys().stream().allMatch(key -> candidate.path(key).equals(item.path(key)))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
