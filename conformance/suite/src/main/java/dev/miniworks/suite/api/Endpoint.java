package dev.miniworks.suite.api;

import dev.miniworks.suite.subject.WireKind;

/** The address of a kind's objects, in one namespace or in none, and what can be asked of it. */
public final class Endpoint {

  private final Wire wire;
  private final WireKind kind;
  private final String path;
  private final String subresource;

  private Endpoint(Wire wire, WireKind kind, String path, String subresource) {
    this.wire = wire;
    this.kind = kind;
    this.path = path;
    this.subresource = subresource;
  }

  static Endpoint inNamespace(Wire wire, WireKind kind, String namespace) {
    return new Endpoint(
        wire, kind, "%s/namespaces/%s/%s".formatted(root(kind), namespace, kind.plural()), "");
  }

  static Endpoint everywhere(Wire wire, WireKind kind) {
    return new Endpoint(wire, kind, root(kind) + "/" + kind.plural(), "");
  }

  private static String root(WireKind kind) {
    return (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion();
  }

  /** The subresource of this name of every object. */
  public Endpoint sub(String name) {
    return new Endpoint(wire, kind, path, "/" + name);
  }

  /** The kind. */
  public WireKind kind() {
    return kind;
  }

  /** The path of all its objects. */
  public String path() {
    return path;
  }

  /** The document under this kind's name, unless it has one of its own. */
  public Document document(String yaml) {
    var given = Document.yaml(yaml);
    var versioned = given.has("/apiVersion") ? given : given.with("/apiVersion", kind.apiVersion());
    return versioned.has("/kind") ? versioned : versioned.with("/kind", kind.kind());
  }

  /** Creates an object. */
  public Request create(String yaml) {
    return create(document(yaml));
  }

  /** Creates an object. */
  public Request create(Document object) {
    return Request.of(wire, "POST", path).body(object);
  }

  /** Creates in the subresource of the object of this name. */
  public Request createFor(String name, String yaml) {
    return Request.of(wire, "POST", at(name)).body(Document.yaml(yaml));
  }

  /** Reads one object. */
  public Request get(String name) {
    return Request.of(wire, "GET", at(name));
  }

  /** Reads all objects. */
  public Request list() {
    return Request.of(wire, "GET", path);
  }

  /** Watches all objects. */
  public Request watch() {
    return list().with("watch", true);
  }

  /** Replaces the object that has the document's name. */
  public Request update(Document object) {
    return update(object.name(), object);
  }

  /** Replaces the object of this name. */
  public Request update(String name, Document object) {
    return Request.of(wire, "PUT", at(name)).body(object);
  }

  /** Changes one object. */
  public Request patch(PatchType type, String name, String yaml) {
    return Request.of(wire, "PATCH", at(name))
        .body(type.contentType(), Document.yaml(yaml).toString());
  }

  /** Applies a configuration to one object in the name of a field manager. */
  public Request apply(String manager, String name, String yaml) {
    return Request.of(wire, "PATCH", at(name))
        .body(PatchType.APPLY.contentType(), document(yaml).toString())
        .with("fieldManager", manager);
  }

  /** Deletes one object. */
  public Request delete(String name) {
    return Request.of(wire, "DELETE", at(name));
  }

  /** Deletes one object, with these options. */
  public Request delete(String name, String options) {
    return delete(name)
        .body(Document.yaml(options).with("/apiVersion", "v1").with("/kind", "DeleteOptions"));
  }

  /** Deletes all objects. */
  public Request deleteAll() {
    return Request.of(wire, "DELETE", path);
  }

  private String at(String name) {
    return path + "/" + name + subresource;
  }
}
