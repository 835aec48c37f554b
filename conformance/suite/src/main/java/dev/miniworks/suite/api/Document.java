package dev.miniworks.suite.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * A JSON value as it goes over the wire. Immutable; its parts are named by JSON pointers, such as
 * {@code /spec/containers/0/image}.
 */
public final class Document {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final ObjectMapper YAML = YAMLMapper.builder().build();

  private final JsonNode node;

  private Document(JsonNode node) {
    this.node = node;
  }

  /** Reads YAML, which is how scenarios write documents. */
  public static Document yaml(String text) {
    return read(YAML, text);
  }

  /** Reads what a server wrote. */
  public static Document json(String text) {
    return read(JSON, text);
  }

  private static Document read(ObjectMapper mapper, String text) {
    try {
      return new Document(mapper.readTree(text));
    } catch (JsonProcessingException e) {
      throw new AssertionError("not a document: " + text, e);
    }
  }

  /** The part at this place; where there is none, one that does not exist. */
  public Document at(String pointer) {
    return new Document(node.at(pointer));
  }

  /** Whether there is something at this place. */
  public boolean has(String pointer) {
    return !node.at(pointer).isMissingNode();
  }

  /** The text or number at this place as text; empty when there is none. */
  public String text(String pointer) {
    return node.at(pointer).asText();
  }

  /** The number at this place; 0 when there is none. */
  public long number(String pointer) {
    return node.at(pointer).asLong();
  }

  /** The elements of the list at this place; none when there is no list. */
  public List<Document> list(String pointer) {
    return StreamSupport.stream(node.at(pointer).spliterator(), false).map(Document::new).toList();
  }

  /** The texts found at one place in every element of a list. */
  public List<String> texts(String list, String pointer) {
    return list(list).stream().map(element -> element.text(pointer)).toList();
  }

  /** The names of the fields of the object at this place. */
  public Set<String> fields(String pointer) {
    var names = new TreeSet<String>();
    node.at(pointer).fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The objects of a list. */
  public List<Document> items() {
    return list("/items");
  }

  /** The names of the objects of a list, in its order. */
  public List<String> names() {
    return texts("/items", "/metadata/name");
  }

  /** The object's name. */
  public String name() {
    return text("/metadata/name");
  }

  /** The object's UID. */
  public String uid() {
    return text("/metadata/uid");
  }

  /** The object's, or the list's, resource version. */
  public String version() {
    return text("/metadata/resourceVersion");
  }

  /** The object's generation; 0 when it has none. */
  public long generation() {
    return number("/metadata/generation");
  }

  /**
   * A copy with this value at this place. Objects on the way are made; an index {@code -} appends.
   *
   * @param value text, number, boolean, a document or null
   */
  public Document with(String pointer, Object value) {
    return edited(
        pointer,
        (parent, last) -> {
          JsonNode child = value instanceof Document d ? d.node : JSON.valueToTree(value);
          if (parent instanceof ArrayNode array && last.equals("-")) {
            array.add(child);
          } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), child);
          } else {
            ((ObjectNode) parent).set(last, child);
          }
        });
  }

  /** A copy with nothing at this place. */
  public Document without(String pointer) {
    return edited(
        pointer,
        (parent, last) -> {
          if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(last));
          } else {
            ((ObjectNode) parent).remove(last);
          }
        });
  }

  private Document edited(String pointer, Edit edit) {
    var place = JsonPointer.compile(pointer);
    JsonNode copy = node.deepCopy();
    var parent = copy.at(place.head());
    edit.apply(
        parent.isContainerNode() ? parent : ((ObjectNode) copy).withObject(place.head()),
        place.last().getMatchingProperty());
    return new Document(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Document document && node.equals(document.node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }

  /** As JSON. */
  @Override
  public String toString() {
    return node.toString();
  }

  /** A change to one place in its parent. */
  @FunctionalInterface
  private interface Edit {
    void apply(JsonNode parent, String last);
  }
}
