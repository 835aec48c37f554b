package dev.miniworks.mock.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Patch, RFC 6902. */
public final class JsonPatch {

  private JsonPatch() {}

  /**
   * Applies a patch to a tree of its own, which is changed.
   *
   * @return the result, another tree if the whole was replaced
   */
  public static JsonNode apply(JsonNode target, ArrayNode patch) {
    JsonNode result = target;
    for (JsonNode operation : patch) {
      result = apply(result, operation);
    }
    return result;
  }

  private static JsonNode apply(JsonNode root, JsonNode operation) {
    JsonPointer path = pointer(operation, "path");
    return switch (operation.path("op").asText()) {
      case "add" -> add(root, path, value(operation));
      case "remove" -> {
        remove(root, path);
        yield root;
      }
      case "replace" -> replace(root, path, value(operation));
      case "move" -> {
        JsonPointer from = pointer(operation, "from");
        JsonNode moved = existing(root, from);
        remove(root, from);
        yield add(root, path, moved);
      }
      case "copy" -> add(root, path, existing(root, pointer(operation, "from")).deepCopy());
      case "test" -> {
        test(root, path, operation.path("value"));
        yield root;
      }
      default ->
          throw PatchException.inapplicable(
              "Unexpected kind: " + operation.path("op").asText("unknown"));
    };
  }

  private static JsonNode add(JsonNode root, JsonPointer path, JsonNode value) {
    if (path.matches()) {
      return value;
    }
    JsonNode parent = root.at(path.head());
    String last = path.last().getMatchingProperty();
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else if (parent instanceof ArrayNode array) {
      array.insert(last.equals("-") ? array.size() : index(last, array.size()), value);
    } else {
      throw missing("add", path);
    }
    return root;
  }

  private static void remove(JsonNode root, JsonPointer path) {
    existing(root, path);
    if (path.matches()) {
      throw missing("remove", path);
    }
    JsonNode parent = root.at(path.head());
    if (parent instanceof ObjectNode object) {
      object.remove(path.last().getMatchingProperty());
    } else if (parent instanceof ArrayNode array) {
      array.remove(index(path.last().getMatchingProperty(), array.size() - 1));
    }
  }

  private static JsonNode replace(JsonNode root, JsonPointer path, JsonNode value) {
    existing(root, path);
    if (path.matches()) {
      return value;
    }
    JsonNode parent = root.at(path.head());
    String last = path.last().getMatchingProperty();
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else if (parent instanceof ArrayNode array) {
      array.set(index(last, array.size() - 1), value);
    }
    return root;
  }

  private static void test(JsonNode root, JsonPointer path, JsonNode expected) {
    JsonNode actual = root.at(path);
    boolean equal =
        actual.isMissingNode()
            ? expected.isNull() || expected.isMissingNode()
            : equal(actual, expected);
    if (!equal) {
      throw PatchException.inapplicable("testing value " + path + " failed");
    }
  }

  /** Equality of JSON, to which 1 and 1.0 are the same number. */
  private static boolean equal(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber()
        ? a.decimalValue().compareTo(b.decimalValue()) == 0
        : a.equals(b);
  }

  private static JsonNode existing(JsonNode root, JsonPointer path) {
    JsonNode node = root.at(path);
    if (node.isMissingNode()) {
      throw missing("find", path);
    }
    return node;
  }

  private static JsonNode value(JsonNode operation) {
    JsonNode value = operation.path("value");
    if (value instanceof MissingNode) {
      throw PatchException.inapplicable("missing value");
    }
    return value.deepCopy();
  }

  private static JsonPointer pointer(JsonNode operation, String field) {
    JsonNode path = operation.path(field);
    if (!path.isTextual() || !(path.asText().isEmpty() || path.asText().startsWith("/"))) {
      throw PatchException.inapplicable("missing or bad " + field);
    }
    return JsonPointer.compile(path.asText());
  }

  private static int index(String text, int last) {
    try {
      int index = Integer.parseInt(text);
      if (index >= 0 && index <= last) {
        return index;
      }
    } catch (NumberFormatException e) {
      throw PatchException.inapplicable("no index: " + text);
    }
    throw PatchException.inapplicable("index out of bounds: " + text);
  }

  private static PatchException missing(String operation, JsonPointer path) {
    return PatchException.inapplicable(
        "cannot " + operation + " at \"" + path + "\": there is nothing");
  }
}
