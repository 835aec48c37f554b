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

  private static final Pattern RESOURCE = Pattern.compile("/namespaces/[^/]+/([^/?]+)");

  private final String verb;
  private final Set<String> resources;

  Traffic(String verb, Set<String> resources) {
    this.verb = verb;
    this.resources = resources;
  }

  /** Whether a request is of this kind. */
  public boolean includes(String method, String uri) {
    var resource = RESOURCE.matcher(uri);
    return method.equals(verb) && resource.find() && resources.contains(resource.group(1));
  }
}
