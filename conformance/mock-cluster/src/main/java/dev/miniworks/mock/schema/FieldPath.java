package dev.miniworks.mock.schema;

/**
 * A path that tells names from keys: {@code spec.selector.matchLabels[app]}.
 *
 * @param text the path so far; empty at the root
 */
record FieldPath(String text) {

  static final FieldPath ROOT = new FieldPath("");

  FieldPath child(final String name) {
    return new FieldPath(text.isEmpty() ? name : text + "." + name);
  }

  FieldPath key(final String key) {
    return new FieldPath(text + "[" + key + "]");
  }

  FieldPath index(final int index) {
    return key(Integer.toString(index));
  }

  /** A path below this one, written {@code .name['key'].name}. */
  FieldPath relative(final String jsonPath) {
    final String below = jsonPath.replaceAll("\\['([^']*)'\\]", "[$1]");
    return new FieldPath(
        text.isEmpty() && below.startsWith(".") ? below.substring(1) : text + below);
  }

  /** A field by its name when the schema names it, else by its key. */
  FieldPath field(final String name, final SchemaNode schema) {
    return schema.properties().containsKey(name) ? child(name) : key(name);
  }

  @Override
  public String toString() {
    return text.isEmpty() ? Place.NOWHERE : text;
  }
}
