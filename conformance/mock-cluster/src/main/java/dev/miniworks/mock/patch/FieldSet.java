package dev.miniworks.mock.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of fields of an object, as {@code managedFields} has them: a tree whose edges are written
 * {@code f:name}, {@code k:{"key":"value"}} for an element of a keyed list and {@code v:"value"}
 * for one of a set. Immutable.
 */
public final class FieldSet {

  public static final FieldSet EMPTY = new FieldSet(false, Map.of());

  private static final String SELF = ".";

  /** Whether the field at this place belongs to the set itself. */
  private final boolean member;

  private final Map<String, FieldSet> children;

  private FieldSet(boolean member, Map<String, FieldSet> children) {
    this.member = member;
    this.children = children;
  }

  static FieldSet of(boolean member, Map<String, FieldSet> children) {
    Map<String, FieldSet> kept = new TreeMap<>();
    children.forEach(
        (edge, child) -> {
          if (!child.isEmpty()) {
            kept.put(edge, child);
          }
        });
    return !member && kept.isEmpty() ? EMPTY : new FieldSet(member, kept);
  }

  /** Reads the form of {@code fieldsV1}. */
  public static FieldSet read(JsonNode fields) {
    return read(fields, false);
  }

  private static FieldSet read(JsonNode fields, boolean leafIsMember) {
    Map<String, FieldSet> children = new TreeMap<>();
    fields
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals(SELF)) {
                children.put(field.getKey(), read(field.getValue(), true));
              }
            });
    return of(fields.has(SELF) || (leafIsMember && fields.isEmpty()), children);
  }

  /** Writes the form of {@code fieldsV1}. */
  public ObjectNode write() {
    ObjectNode fields = Json.object();
    if (member && !children.isEmpty()) {
      fields.putObject(SELF);
    }
    children.forEach((edge, child) -> fields.set(edge, child.write()));
    return fields;
  }

  public boolean isEmpty() {
    return !member && children.isEmpty();
  }

  boolean isMember() {
    return member;
  }

  FieldSet child(String edge) {
    return children.getOrDefault(edge, EMPTY);
  }

  Map<String, FieldSet> children() {
    return children;
  }

  public FieldSet union(FieldSet other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    Map<String, FieldSet> united = new TreeMap<>(children);
    other.children.forEach((edge, child) -> united.merge(edge, child, FieldSet::union));
    return of(member || other.member, united);
  }

  public FieldSet intersection(FieldSet other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    Map<String, FieldSet> common = new TreeMap<>();
    children.forEach((edge, child) -> common.put(edge, child.intersection(other.child(edge))));
    return of(member && other.member, common);
  }

  public FieldSet minus(FieldSet other) {
    if (isEmpty() || other.isEmpty()) {
      return this;
    }
    Map<String, FieldSet> rest = new TreeMap<>();
    children.forEach((edge, child) -> rest.put(edge, child.minus(other.child(edge))));
    return of(member && !other.member, rest);
  }

  /** This set without what lies at or below a top-level field. */
  public FieldSet without(String name) {
    Map<String, FieldSet> rest = new TreeMap<>(children);
    rest.remove("f:" + name);
    return of(member, rest);
  }

  /** The members' paths as messages write them, such as {@code .spec.ports[name="a"].port}. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", paths);
    return paths;
  }

  private void collect(String prefix, List<String> paths) {
    if (member) {
      paths.add(prefix);
    }
    children.forEach((edge, child) -> child.collect(prefix + written(edge), paths));
  }

  private static String written(String edge) {
    String rest = edge.substring(2);
    return switch (edge.charAt(0)) {
      case 'f' -> "." + rest;
      case 'v' -> "[=" + rest + "]";
      default -> "[" + keys(rest) + "]";
    };
  }

  private static String keys(String json) {
    try {
      List<String> keys = new ArrayList<>();
      Json.MAPPER
          .readTree(json)
          .properties()
          .forEach(key -> keys.add(key.getKey() + "=" + key.getValue()));
      return String.join(",", keys);
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && member == set.member && children.equals(set.children);
  }

  @Override
  public int hashCode() {
    return 31 * children.hashCode() + Boolean.hashCode(member);
  }

  @Override
  public String toString() {
    return write().toString();
  }
}
