package dev.miniworks.mock.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.miniworks.mock.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the built-in kinds from protocol buffers, in which kubectl's imperative commands and other
 * clients written in Go send them. Answers are always JSON, which these clients accept as well.
 */
final class Protobuf {

  static final byte[] PREFIX = {'k', '8', 's', 0};

  private static final String FILE = "messages.txt";
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;

  /** Read when the first client needs it. */
  private static final class Loaded {
    static final Protobuf PROTOBUF = new Protobuf();
  }

  /** A field of a message; its name is a dash when its fields lie in the message's own JSON. */
  private record Field(String name, String type) {}

  private final Map<String, Map<Integer, Field>> messages = new HashMap<>();

  private Protobuf() {
    Map<Integer, Field> fields = Map.of();
    for (String line : lines()) {
      if (line.startsWith("  ")) {
        String[] words = line.trim().split(" ");
        fields.put(Integer.parseInt(words[0]), new Field(words[1], words[2]));
      } else if (!line.startsWith("#")) {
        fields = new HashMap<>();
        messages.put(line, fields);
      }
    }
  }

  private static Iterable<String> lines() {
    try (InputStream file = Protobuf.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an object with its envelope.
   *
   * @throws IOException when it is none, or of a kind that is not known here
   */
  static ObjectNode read(byte[] bytes) throws IOException {
    if (bytes.length < PREFIX.length || !Arrays.equals(Arrays.copyOf(bytes, 4), PREFIX)) {
      throw new IOException("provided data does not appear to be a protobuf message");
    }
    try {
      return Loaded.PROTOBUF.envelope(ByteBuffer.wrap(bytes, PREFIX.length, bytes.length - 4));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("malformed protobuf message", e);
    }
  }

  private ObjectNode envelope(ByteBuffer in) throws IOException {
    String apiVersion = "";
    String kind = "";
    ByteBuffer raw = ByteBuffer.allocate(0);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      if (tag >>> 3 == 1) {
        ByteBuffer type = delimited(in);
        while (type.hasRemaining()) {
          int part = (int) varint(type);
          String text = text(delimited(type));
          if (part >>> 3 == 1) {
            apiVersion = text;
          } else {
            kind = text;
          }
        }
      } else if (tag >>> 3 == 2) {
        raw = delimited(in);
      } else {
        skip(in, tag & 7);
      }
    }
    String message = apiVersion.equals("events.k8s.io/v1") ? "events." + kind : kind;
    if (!messages.containsKey(message)) {
      throw new IOException("no protobuf message is known for " + apiVersion + " " + kind);
    }
    ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
    fill(object, raw.order(ByteOrder.LITTLE_ENDIAN), message);
    return object;
  }

  private void fill(ObjectNode object, ByteBuffer in, String message) throws IOException {
    Map<Integer, Field> fields = messages.get(message);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      Field field = fields.get(tag >>> 3);
      if (field == null) {
        skip(in, tag & 7);
      } else if (field.name().equals("-")) {
        fill(object, delimited(in), field.type().replace("*", ""));
      } else {
        set(object, field, in, tag & 7);
      }
    }
  }

  private void set(ObjectNode object, Field field, ByteBuffer in, int wire) throws IOException {
    String type = field.type();
    if (type.startsWith("[]")) {
      ArrayNode array =
          object.get(field.name()) instanceof ArrayNode list ? list : object.putArray(field.name());
      array.add(value(type.substring(2), in, wire));
    } else if (type.startsWith("{}")) {
      ObjectNode map = Json.child(object, field.name());
      entry(map, delimited(in), type.substring(2));
    } else {
      boolean pointer = type.startsWith("*");
      JsonNode value = value(pointer ? type.substring(1) : type, in, wire);
      if (pointer || !saysNothing(value)) {
        object.set(field.name(), value);
      }
    }
  }

  /** What is no pointer is always written, even when it is not set. */
  private static boolean saysNothing(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.asText().isEmpty())
        || (value.isNumber() && value.asDouble() == 0)
        || (value.isBoolean() && !value.asBoolean())
        || (value.isObject() && value.isEmpty());
  }

  private void entry(ObjectNode map, ByteBuffer in, String type) throws IOException {
    String key = "";
    JsonNode value = TextNode.valueOf("");
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      if (tag >>> 3 == 1) {
        key = text(delimited(in));
      } else {
        value = value(type, in, tag & 7);
      }
    }
    map.set(key, value);
  }

  private JsonNode value(String type, ByteBuffer in, int wire) throws IOException {
    return switch (type) {
      case "string" -> TextNode.valueOf(text(delimited(in)));
      case "bool" -> Json.object().booleanNode(varint(in) != 0);
      case "int" -> number(varint(in));
      case "double" -> DoubleNode.valueOf(in.order(ByteOrder.LITTLE_ENDIAN).getDouble());
      case "bytes" -> TextNode.valueOf(Base64.getEncoder().encodeToString(bytes(delimited(in))));
      case "time" -> time(delimited(in));
      case "quantity" -> TextNode.valueOf(firstText(delimited(in)));
      case "raw" -> raw(delimited(in));
      case "intOrString" -> intOrString(delimited(in));
      default -> {
        if (type.startsWith("[]") || type.startsWith("*")) {
          throw new IOException("unexpected type " + type + " of wire type " + wire);
        }
        ObjectNode object = Json.object();
        fill(object, delimited(in), type);
        yield object;
      }
    };
  }

  private static JsonNode number(long value) {
    return value == (int) value
        ? Json.object().numberNode((int) value)
        : Json.object().numberNode(value);
  }

  private static JsonNode time(ByteBuffer in) throws IOException {
    if (!in.hasRemaining()) {
      return Json.object().nullNode();
    }
    long seconds = 0;
    long nanos = 0;
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      if (tag >>> 3 == 1) {
        seconds = varint(in);
      } else {
        nanos = varint(in);
      }
    }
    return TextNode.valueOf(Instant.ofEpochSecond(seconds, nanos).toString());
  }

  private static String firstText(ByteBuffer in) throws IOException {
    String text = "";
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      if (tag >>> 3 == 1) {
        text = text(delimited(in));
      } else {
        skip(in, tag & 7);
      }
    }
    return text;
  }

  private static JsonNode raw(ByteBuffer in) throws IOException {
    return Json.MAPPER.readTree(firstText(in));
  }

  private static JsonNode intOrString(ByteBuffer in) throws IOException {
    long type = 0;
    long number = 0;
    String text = "";
    while (in.hasRemaining()) {
      switch ((int) varint(in) >>> 3) {
        case 1 -> type = varint(in);
        case 2 -> number = varint(in);
        default -> text = text(delimited(in));
      }
    }
    return type == 0 ? number(number) : TextNode.valueOf(text);
  }

  private static ByteBuffer delimited(ByteBuffer in) {
    int length = (int) varint(in);
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a part longer than the whole");
    }
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without end");
  }

  private static void skip(ByteBuffer in, int wire) throws IOException {
    switch (wire) {
      case VARINT -> varint(in);
      case FIXED64 -> in.getLong();
      case DELIMITED -> delimited(in);
      default -> throw new IOException("unknown wire type " + wire);
    }
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }
}
