package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** Says who may do what. */
public interface Authorizer {

  /** Lets everybody do everything. */
  Authorizer EVERYTHING =
      new Authorizer() {
        @Override
        public boolean allows(Actor actor, String verb, Target target) {
          return true;
        }

        @Override
        public void describe(Actor actor, String namespace, ArrayNode rules) {
          var rule = rules.addObject();
          List.of("verbs", "apiGroups", "resources").forEach(name -> rule.putArray(name).add("*"));
        }
      };

  /**
   * Whether somebody may do this.
   *
   * @param verb as roles write it
   */
  boolean allows(Actor actor, String verb, Target target);

  /** Adds the rules by which somebody may do something in a namespace. */
  void describe(Actor actor, String namespace, ArrayNode rules);

  /**
   * Refuses what is not allowed.
   *
   * @throws ApiException in the words of the API server
   */
  default void check(Request request) {
    Target target = withinItself(request.target());
    String verb = request.verb().toString();
    if (!allows(request.actor(), verb, target)) {
      throw Forbidden.because(request.actor(), verb, target);
    }
  }

  /** A namespace lies in itself, as far as rights go. */
  private static Target withinItself(Target target) {
    return target.group().isEmpty() && target.resource().equals("namespaces")
        ? new Target(
            "", target.version(), "namespaces", target.name(), target.name(), target.subresource())
        : target;
  }
}
