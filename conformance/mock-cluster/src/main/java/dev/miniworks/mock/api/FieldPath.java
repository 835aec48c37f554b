package dev.miniworks.mock.api;

/**
 * A path that tells names from keys: {@code spec.selector.matchLabels[app]}.
 *
 * @param text the path so far; empty at the root
 */
public record FieldPath(String text) {

  /** How an error says that it concerns the object as a whole. */
  public static final String NOWHERE = "<nil>";

  public static final FieldPath ROOT = new FieldPath("");

  public FieldPath child(final String name) {
    return new FieldPath(text.isEmpty() ? name : text + "." + name);
  }

  public FieldPath key(final String key) {
    return new FieldPath(text + "[" + key + "]");
  }

  public FieldPath index(final int index) {
    return key(Integer.toString(index));
  }

  /** A path below this one, written {@code .name['key'].name}. */
  public FieldPath relative(final String jsonPath) {
    final String below = jsonPath.replaceAll("\\['([^']*)'\\]", "[$1]");
    return new FieldPath(
        text.isEmpty() && below.startsWith(".") ? below.substring(1) : text + below);
  }

  /** A path below this one, one name after the other. */
  public FieldPath child(final String name, final String below) {
    return child(name).child(below);
  }

  @Override
  public String toString() {
    return text.isEmpty() ? NOWHERE : text;
  }
}
