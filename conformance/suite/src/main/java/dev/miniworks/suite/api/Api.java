package dev.miniworks.suite.api;

import dev.miniworks.suite.Stage;
import dev.miniworks.suite.Timeouts;
import dev.miniworks.suite.subject.WireKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * What a scenario about the API server works with: a namespace of its own, the endpoints in it, and
 * notes of all that went over the wire.
 */
public final class Api implements Stage {

  private static final Duration POLL = Duration.ofMillis(25);

  private final ApiArena arena;
  private final Wire wire;
  private final String namespace;
  private final Deque<Request> cleanUp = new ArrayDeque<>();

  private Api(ApiArena arena, Wire wire, String namespace) {
    this.arena = arena;
    this.wire = wire;
    this.namespace = namespace;
  }

  /** Makes a namespace that starts with this name, in which pods can be made at once. */
  static Api open(ApiArena arena, String prefix) {
    var wire = new Wire(arena.server(), arena.timeouts().change().standstill());
    var namespace = newNamespace(arena, wire, prefix);
    var account =
        Endpoint.inNamespace(wire, Builtin.SERVICE_ACCOUNT, namespace)
            .create("metadata: {name: default}")
            .send();
    if (account.code() != 409) {
      account.expect(201);
    }
    return new Api(arena, wire, namespace);
  }

  private static String newNamespace(ApiArena arena, Wire wire, String prefix) {
    var namespaces = Endpoint.everywhere(wire, Builtin.NAMESPACE);
    var name =
        namespaces.create("metadata: {generateName: %s-}".formatted(prefix)).expect(201).name();
    arena.leftovers().add(namespaces.delete(name));
    return name;
  }

  /** The namespace's name. */
  public String namespace() {
    return namespace;
  }

  /** The name of one more namespace, empty but for what the cluster puts there. */
  public String anotherNamespace() {
    return newNamespace(arena, wire, namespace);
  }

  /** A request of any sort. */
  public Request request(String method, String path) {
    return Request.of(wire, method, path);
  }

  /** The kind's objects in the namespace. */
  public Endpoint of(WireKind kind) {
    return in(namespace, kind);
  }

  /** The kind's objects in another namespace. */
  public Endpoint in(String other, WireKind kind) {
    return Endpoint.inNamespace(wire, kind, other);
  }

  /** The kind's objects in all namespaces, or in none if the kind knows none. */
  public Endpoint everywhere(WireKind kind) {
    return Endpoint.everywhere(wire, kind);
  }

  /** The namespaces. */
  public Endpoint namespaces() {
    return everywhere(Builtin.NAMESPACE);
  }

  /** The config maps in the namespace: the kind with the fewest rules of its own. */
  public Endpoint configMaps() {
    return of(Builtin.CONFIG_MAP);
  }

  /** The pods in the namespace. */
  public Endpoint pods() {
    return of(Builtin.POD);
  }

  /** The Deployments in the namespace. */
  public Endpoint deployments() {
    return of(Builtin.DEPLOYMENT);
  }

  /** The gadgets in the namespace, a custom resource. */
  public Endpoint gadgets() {
    return of(arena.gadgets().kind());
  }

  /** The custom resource definitions. */
  public Endpoint definitions() {
    return everywhere(Builtin.DEFINITION);
  }

  /** An API group that is this scenario's alone. */
  public String ownGroup() {
    return namespace + ".suite.miniworks.dev";
  }

  /**
   * Defines a custom resource in the scenario's own group and waits until it is served.
   *
   * @param definition without a name
   * @return its objects in the namespace
   */
  public Endpoint define(Document definition) {
    var kind = Definitions.kind(definition);
    cleanUp.push(definitions().delete(Definitions.name(definition)));
    definitions().create(definition).expect(201);
    var endpoint = of(kind);
    awaitServed(endpoint);
    return endpoint;
  }

  /** Waits until objects of this kind can be listed. */
  public void awaitServed(Endpoint endpoint) {
    await(endpoint.path() + " is served", () -> endpoint.list().send().code() == 200);
  }

  /** Waits until this holds. */
  public void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(arena.timeouts().change().standstill())
        .until(condition);
  }

  /** Waits until the object of this name is gone. */
  public void awaitGone(Endpoint endpoint, String name) {
    await(name + " is gone", () -> endpoint.get(name).send().code() == 404);
  }

  /** The client that users have, with all rights. */
  public KubernetesClient client() {
    return arena.server().client();
  }

  /** How long the suite waits. */
  public Timeouts timeouts() {
    return arena.timeouts();
  }

  /** Nothing holds for every scenario. */
  @Override
  public void conclude() {}

  @Override
  public Map<String, String> evidence() {
    return Map.of("wire.txt", wire.transcript());
  }

  @Override
  public void close() {
    cleanUp.forEach(Request::send);
  }
}
