package dev.miniworks.mock.patch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shapes of the built-in kinds. */
public final class Shapes {

  private static final String FILE = "shapes.txt";
  private static final String ARROW = "->";

  private final Map<String, Type> types = new HashMap<>();

  /** Read when the first patch needs it. */
  private static final class Loaded {
    static final Shapes SHAPES = new Shapes();
  }

  private Shapes() {
    Type type = new Type(Map.of());
    for (String line : lines()) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      if (!line.startsWith(" ")) {
        type = new Type(new HashMap<>());
        types.put(line, type);
      } else {
        String[] words = line.trim().split(" ");
        type.fields().put(words[0], field(words));
      }
    }
  }

  /** The shape of a kind's objects. */
  public static Shape ofKind(String kind) {
    return new Named(kind);
  }

  private static List<String> lines() {
    try (InputStream file = Shapes.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Field field(String[] words) {
    Shape.Kind kind = Shape.Kind.PLAIN;
    List<String> keys = List.of();
    String patchKey = "";
    boolean merges = false;
    boolean retains = false;
    String type = "";
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      if (word.startsWith("keyed=")) {
        kind = Shape.Kind.KEYED;
        keys = List.of(word.substring("keyed=".length()).split(","));
      } else if (word.startsWith("patch")) {
        merges = true;
        patchKey = word.equals("patch") ? "" : word.substring("patch=".length());
      } else if (word.equals("retain")) {
        retains = true;
      } else if (word.equals(ARROW)) {
        type = words[++i];
      } else {
        kind =
            switch (word) {
              case "map" -> Shape.Kind.MAP;
              case "set" -> Shape.Kind.SET;
              case "atomic" -> Shape.Kind.ATOMIC;
              default -> Shape.Kind.PLAIN;
            };
      }
    }
    return new Field(kind, keys, patchKey, merges, retains, new Named(type));
  }

  /** A type and what is to be known of its fields. */
  private record Type(Map<String, Field> fields) implements Shape {

    @Override
    public Shape field(String name) {
      Field field = fields.get(name);
      return field == null ? UNKNOWN : field;
    }
  }

  /** A type by its name, so that types can lead to themselves. */
  private record Named(String type) implements Shape {

    @Override
    public Shape field(String name) {
      Type known = Loaded.SHAPES.types.get(type);
      return known == null ? UNKNOWN : known.field(name);
    }
  }

  private record Field(
      Kind kind,
      List<String> keys,
      String patchKey,
      boolean patchMerges,
      boolean patchRetainsKeys,
      Shape type)
      implements Shape {

    @Override
    public String keyDefault(String key) {
      return key.equals("protocol") ? "TCP" : "";
    }

    @Override
    public Shape field(String name) {
      return type.field(name);
    }

    @Override
    public Shape element() {
      return type;
    }
  }
}
