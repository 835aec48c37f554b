package dev.miniworks.mock.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Strategic Merge Patch: a merge patch that knows which lists are merged by a key, with the
 * directives {@code $patch}, {@code $retainKeys}, {@code $deleteFromPrimitiveList} and {@code
 * $setElementOrder}.
 */
public final class StrategicMergePatch {

  private static final String PATCH = "$patch";
  private static final String RETAIN_KEYS = "$retainKeys";
  private static final String DELETE_PREFIX = "$deleteFromPrimitiveList/";
  private static final String ORDER_PREFIX = "$setElementOrder/";

  private StrategicMergePatch() {}

  /** Applies a patch to an object, in place. */
  public static void apply(ObjectNode target, ObjectNode patch, Shape shape) {
    String directive = patch.path(PATCH).asText();
    if (directive.equals("replace") || directive.equals("delete")) {
      target.removeAll();
      if (directive.equals("replace")) {
        patch.properties().stream()
            .filter(field -> !field.getKey().equals(PATCH))
            .forEach(field -> target.set(field.getKey(), field.getValue().deepCopy()));
      }
      return;
    }
    if (patch.get(RETAIN_KEYS) instanceof ArrayNode retained) {
      List<String> names = texts(retained);
      target.retain(names);
    }
    Map<String, ArrayNode> orders = new LinkedHashMap<>();
    Map<String, List<JsonNode>> before = new HashMap<>();
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      String name = change.getKey();
      if (name.equals(PATCH) || name.equals(RETAIN_KEYS)) {
        continue;
      }
      if (change.getValue() instanceof ArrayNode added && shape.field(name).patchMerges()) {
        orders.putIfAbsent(name, added);
        before.put(name, elements(target.path(name)));
      }
      if (name.startsWith(DELETE_PREFIX)) {
        deleteValues(target, name.substring(DELETE_PREFIX.length()), change.getValue());
      } else if (name.startsWith(ORDER_PREFIX)) {
        if (change.getValue() instanceof ArrayNode order) {
          orders.put(name.substring(ORDER_PREFIX.length()), order);
        }
      } else {
        applyField(target, name, change.getValue(), shape.field(name));
      }
    }
    orders.forEach(
        (name, order) ->
            sort(target, name, order, before.getOrDefault(name, List.of()), shape.field(name)));
  }

  private static void applyField(ObjectNode target, String name, JsonNode value, Shape shape) {
    if (value.isNull()) {
      target.remove(name);
    } else if (value instanceof ObjectNode object) {
      ObjectNode below =
          target.get(name) instanceof ObjectNode existing ? existing : target.putObject(name);
      apply(below, object, shape);
      if (object.path(PATCH).asText().equals("delete")) {
        target.remove(name);
      }
    } else if (value instanceof ArrayNode array && shape.patchMerges()) {
      ArrayNode existing =
          target.get(name) instanceof ArrayNode list ? list : target.putArray(name);
      if (shape.patchKey().isEmpty()) {
        addMissing(existing, array);
      } else {
        mergeElements(existing, array, shape);
      }
    } else {
      target.set(name, value.deepCopy());
    }
  }

  private static void addMissing(ArrayNode existing, ArrayNode added) {
    List<JsonNode> present = new ArrayList<>();
    existing.forEach(present::add);
    added.forEach(
        value -> {
          if (!present.contains(value)) {
            existing.add(value.deepCopy());
            present.add(value);
          }
        });
  }

  private static void mergeElements(ArrayNode existing, ArrayNode patch, Shape shape) {
    String key = shape.patchKey();
    for (JsonNode element : patch) {
      if (element.path(PATCH).asText().equals("replace") && element.size() == 1) {
        existing.removeAll();
        patch.forEach(
            replacement -> {
              if (!replacement.has(PATCH)) {
                existing.add(replacement.deepCopy());
              }
            });
        return;
      }
    }
    for (JsonNode element : patch) {
      if (!(element instanceof ObjectNode object)) {
        throw PatchException.inapplicable("an element of a keyed list is no object");
      }
      if (!object.hasNonNull(key)) {
        throw PatchException.inapplicable(
            "map: " + object + " does not contain declared merge key: " + key);
      }
      int index = indexOf(existing, key, object.get(key));
      if (object.path(PATCH).asText().equals("delete")) {
        removeAll(existing, key, object.get(key));
      } else if (index < 0) {
        ObjectNode added = JsonNodeFactory.instance.objectNode();
        apply(added, object, shape.element());
        existing.add(added);
      } else {
        apply((ObjectNode) existing.get(index), object, shape.element());
      }
    }
  }

  private static void removeAll(ArrayNode list, String key, JsonNode value) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).path(key).equals(value)) {
        list.remove(i);
      }
    }
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static void deleteValues(ObjectNode target, String name, JsonNode values) {
    if (target.get(name) instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        JsonNode value = list.get(i);
        for (JsonNode deleted : values) {
          if (value.equals(deleted)) {
            list.remove(i);
            break;
          }
        }
      }
    }
  }

  /**
   * Orders a merged list: what the patch names comes in the patch's order, the others in theirs;
   * one of the others goes before the next of the patch's if it stood before it so far.
   */
  private static void sort(
      ObjectNode target, String name, ArrayNode order, List<JsonNode> before, Shape shape) {
    if (!(target.get(name) instanceof ArrayNode list)) {
      return;
    }
    Map<JsonNode, Integer> wanted = ranks(order, shape);
    Map<JsonNode, Integer> stood = ranks(before, shape);
    Comparator<JsonNode> byWish =
        Comparator.comparing(element -> wanted.get(identity(element, shape)));
    Deque<JsonNode> named = new ArrayDeque<>();
    Deque<JsonNode> others = new ArrayDeque<>();
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    elements.stream()
        .filter(element -> wanted.containsKey(identity(element, shape)))
        .sorted(byWish)
        .forEach(named::add);
    elements.stream()
        .filter(element -> !wanted.containsKey(identity(element, shape)))
        .forEach(others::add);
    list.removeAll();
    while (!named.isEmpty() || !others.isEmpty()) {
      boolean other =
          named.isEmpty()
              || (!others.isEmpty() && stoodBefore(others.peek(), named.peek(), stood, shape));
      list.add(other ? others.remove() : named.remove());
    }
  }

  private static boolean stoodBefore(
      JsonNode a, JsonNode b, Map<JsonNode, Integer> stood, Shape shape) {
    Integer first = stood.get(identity(a, shape));
    Integer second = stood.get(identity(b, shape));
    return first != null && second != null && first < second;
  }

  private static Map<JsonNode, Integer> ranks(Iterable<JsonNode> elements, Shape shape) {
    Map<JsonNode, Integer> ranks = new HashMap<>();
    elements.forEach(element -> ranks.putIfAbsent(identity(element, shape), ranks.size()));
    return ranks;
  }

  private static JsonNode identity(JsonNode element, Shape shape) {
    return shape.patchKey().isEmpty() || !element.isObject()
        ? element
        : element.path(shape.patchKey());
  }

  private static List<JsonNode> elements(JsonNode list) {
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    return elements;
  }

  private static List<String> texts(ArrayNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
