package dev.miniworks.mock.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.PatchType;
import dev.miniworks.mock.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the bodies of requests, and notices the keys that come twice. */
final class BodyReader {

  private static final String UNEXPECTED_END = "unexpected end of JSON input";
  private static final int SHOWN = 1024;

  /** Loads much; most clients send JSON. */
  private static final class Yaml {
    static final YAMLMapper MAPPER = new YAMLMapper();
  }

  /**
   * What was read.
   *
   * @param duplicates the paths of fields that came more than once
   */
  record Body(JsonNode json, List<String> duplicates) {

    static final Body NONE = new Body(MissingNode.getInstance(), List.of());
  }

  private BodyReader() {}

  /**
   * Reads an object of a kind.
   *
   * @throws ApiException with the API server's words when it cannot be read
   */
  static Body object(byte[] bytes, boolean yaml, String kind) {
    String unrecognized =
        "the object provided is unrecognized (must be of type "
            + kind
            + "): couldn't get version/kind; json parse error: ";
    Body body;
    try {
      body = yaml ? readYaml(bytes) : readJson(bytes);
    } catch (IOException e) {
      throw ApiException.badRequest(unrecognized + why(e) + " (" + shown(bytes) + ")");
    }
    if (body.json() instanceof ObjectNode) {
      return body;
    }
    throw ApiException.badRequest(
        unrecognized
            + "json: cannot unmarshal "
            + nameOf(body.json())
            + " into Go value of type struct { APIVersion string"
            + " \"json:\\\"apiVersion,omitempty\\\"\"; Kind string"
            + " \"json:\\\"kind,omitempty\\\"\" } ("
            + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN))
            + ")");
  }

  static Body protobuf(byte[] bytes, String kind) {
    try {
      return new Body(Protobuf.read(bytes), List.of());
    } catch (IOException e) {
      throw ApiException.badRequest(
          "the object provided is unrecognized (must be of type " + kind + "): " + e.getMessage());
    }
  }

  static Body patch(byte[] bytes, PatchType type) {
    try {
      return type == PatchType.APPLY ? readYaml(bytes) : readJson(bytes);
    } catch (IOException e) {
      throw ApiException.badRequest(
          (type == PatchType.STRATEGIC ? "" : "error decoding patch: ") + why(e));
    }
  }

  static Body options(byte[] bytes) {
    if (bytes.length == 0) {
      return Body.NONE;
    }
    try {
      return readJson(bytes);
    } catch (IOException e) {
      throw ApiException.badRequest("couldn't get version/kind; json parse error: " + why(e));
    }
  }

  private static Body readYaml(byte[] bytes) throws IOException {
    JsonNode json = Yaml.MAPPER.readTree(bytes);
    return new Body(json, List.of());
  }

  private static Body readJson(byte[] bytes) throws IOException {
    List<String> duplicates = new ArrayList<>();
    try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw new IOException(UNEXPECTED_END);
      }
      JsonNode json = value(parser, "", duplicates);
      if (parser.nextToken() != null) {
        throw new IOException("invalid character after top-level value");
      }
      return new Body(json, duplicates);
    }
  }

  private static JsonNode value(JsonParser parser, String path, List<String> duplicates)
      throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          String below = path.isEmpty() ? name : path + "." + name;
          parser.nextToken();
          if (object.replace(name, value(parser, below, duplicates)) != null) {
            duplicates.add(below);
          }
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser, path + "[" + array.size() + "]", duplicates));
        }
        yield array;
      }
      case VALUE_STRING -> JsonNodeFactory.instance.textNode(parser.getText());
      case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
      case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
      case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> JsonNodeFactory.instance.numberNode(parser.getIntValue());
            case LONG -> JsonNodeFactory.instance.numberNode(parser.getLongValue());
            default -> JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> JsonNodeFactory.instance.numberNode(parser.getDoubleValue());
      default -> throw new IOException(UNEXPECTED_END);
    };
  }

  private static String why(IOException e) {
    if (e instanceof JsonProcessingException parsing) {
      String message = parsing.getOriginalMessage();
      return message.contains("end-of-input") ? UNEXPECTED_END : message;
    }
    return e.getMessage();
  }

  private static String shown(byte[] bytes) {
    return bytes.length == 0
        ? "<empty>"
        : new String(bytes, 0, Math.min(bytes.length, SHOWN), StandardCharsets.UTF_8);
  }

  private static String nameOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "bool";
      default -> "null";
    };
  }
}
