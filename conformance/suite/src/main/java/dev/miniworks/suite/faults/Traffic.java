package dev.miniworks.suite.faults;

import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of requests by which an operator changes something. */
public enum Traffic {
  /** Sets and pods are made. */
  CREATIONS("POST", Set.of("replicasets", "minireplicasets", "pods")),
  /** The API server is asked for its verdict on a template; nothing is stored. */
  JUDGEMENTS("POST", Set.of("podtemplates")),
  /** Events are recorded. */
  EVENTS("POST", Set.of("events")),
  /** Objects are changed, their status included; events and leases aside. */
  CHANGES(
      "PATCH",
      Set.of(
          "deployments",
          "minideployments",
          "replicasets",
          "minireplicasets",
          "replicationcontrollers",
          "pods")),
  /** Sets and pods are deleted. */
  DELETIONS("DELETE", Set.of("replicasets", "minireplicasets", "pods"));

  private static final Pattern PATH =
      Pattern.compile("/namespaces/(?<namespace>[^/]+)/(?<resource>[^/?]+)");

  private final String verb;
  private final Set<String> resources;

  Traffic(String verb, Set<String> resources) {
    this.verb = verb;
    this.resources = resources;
  }

  /** Whether a request is of this kind and about this namespace. */
  public boolean includes(String namespace, String method, String uri) {
    var path = PATH.matcher(uri);
    return method.equals(verb)
        && path.find()
        && path.group("namespace").equals(namespace)
        && resources.contains(path.group("resource"));
  }
}
