package dev.miniworks.mock.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One version of an object as it is stored. Immutable: the tree is shared by all who read it, so
 * whoever wants to change it copies it first.
 *
 * <p>It lies here as JSON text, since lists and watches send that and a tree takes ten times the
 * memory. Everybody is given a tree that was read from the text, never the one it was written from,
 * so that the same number is the same node for all.
 */
public final class Item {

  private final GroupResource resource;
  private final ObjectKey key;
  private final long revision;
  private final String uid;
  private final Map<String, String> labels;
  private final Map<String, String> fields;
  private final List<String> owners;
  private final List<String> finalizers;
  private final boolean beingDeleted;
  private volatile ObjectNode written;
  private volatile byte[] bytes;
  private volatile Reference<ObjectNode> read = new WeakReference<>(null);

  Item(
      GroupResource resource,
      ObjectKey key,
      long revision,
      ObjectNode json,
      Map<String, String> fields) {
    this.resource = resource;
    this.key = key;
    this.revision = revision;
    this.written = json;
    JsonNode metadata = json.path("metadata");
    this.uid = metadata.path("uid").asText();
    this.labels = labelsOf(metadata.path("labels"));
    this.owners = texts(metadata.path("ownerReferences"), owner -> owner.path("uid"));
    this.finalizers = texts(metadata.path("finalizers"), finalizer -> finalizer);
    this.beingDeleted = metadata.has("deletionTimestamp");
    this.fields = fields;
  }

  public GroupResource resource() {
    return resource;
  }

  public ObjectKey key() {
    return key;
  }

  /** The revision of the write that made this version; its resourceVersion. */
  public long revision() {
    return revision;
  }

  /** The object; never to be changed. */
  public ObjectNode json() {
    ObjectNode tree = read.get();
    if (tree == null) {
      tree = decode(bytes());
      read = new WeakReference<>(tree);
    }
    return tree;
  }

  /** A copy of the object for whoever wants to change it. */
  public ObjectNode copy() {
    return json().deepCopy();
  }

  public JsonNode metadata() {
    return json().path("metadata");
  }

  public String uid() {
    return uid;
  }

  public Map<String, String> labels() {
    return labels;
  }

  /** The values of the fields by which objects of this resource can be selected. */
  public Map<String, String> fields() {
    return fields;
  }

  public boolean isBeingDeleted() {
    return beingDeleted;
  }

  public List<String> finalizers() {
    return finalizers;
  }

  /** The UIDs of all owners. */
  public List<String> owners() {
    return owners;
  }

  /** The object as JSON; made once, since lists and all watchers send the same bytes. */
  public byte[] bytes() {
    ObjectNode tree = written;
    if (tree != null) {
      // two at once make the same
      bytes = Json.bytes(tree);
      written = null;
    }
    return bytes;
  }

  /** The term under which the index has the objects with this label. */
  public static String labelTerm(String name, String value) {
    return "label " + name + "=" + value;
  }

  /** The term under which the index has the objects with this field. */
  public static String fieldTerm(String name, String value) {
    return "field " + name + "=" + value;
  }

  List<String> terms() {
    List<String> terms = new ArrayList<>(labels.size() + fields.size());
    labels.forEach((name, value) -> terms.add(labelTerm(name, value)));
    fields.forEach((name, value) -> terms.add(fieldTerm(name, value)));
    return terms;
  }

  /** What this would be with another content, which is not stored. */
  public Item changed(ObjectNode content) {
    return new Item(resource, key, revision, content, fields);
  }

  /** This version under another revision, as events of a deletion carry it. */
  public Item at(long otherRevision) {
    ObjectNode tree = json();
    ObjectNode metadata = tree.objectNode();
    metadata.setAll((ObjectNode) tree.path("metadata"));
    metadata.put("resourceVersion", Long.toString(otherRevision));
    ObjectNode copy = tree.objectNode();
    copy.setAll(tree);
    copy.set("metadata", metadata);
    return new Item(resource, key, otherRevision, copy, fields);
  }

  private static Map<String, String> labelsOf(JsonNode node) {
    if (node.isEmpty()) {
      return Map.of();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    node.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static List<String> texts(JsonNode array, UnaryOperator<JsonNode> part) {
    if (array.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(array.size());
    array.forEach(element -> texts.add(part.apply(element).asText()));
    return Collections.unmodifiableList(texts);
  }

  private static ObjectNode decode(byte[] bytes) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("what was written from a tree can always be read", e);
    }
  }

  @Override
  public String toString() {
    return resource + " " + key + " at " + revision;
  }
}
