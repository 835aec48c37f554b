package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Answers questions about rights and identities: everybody may do everything. */
final class Reviews {

  Answer handle(ResourceType type, Request request) {
    if (request.verb() != Verb.CREATE || !(request.body() instanceof ObjectNode body)) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode review = body.deepCopy();
    Identity.check(type, request.target(), review);
    Identity.complete(type, request.target(), review);
    ObjectNode status = review.putObject("status");
    switch (type.kind()) {
      case "SelfSubjectReview" -> user(status.putObject("userInfo"), request.actor());
      case "TokenReview" -> {
        status.put("authenticated", true);
        user(status.putObject("user"), request.actor());
      }
      case "SelfSubjectRulesReview" -> {
        ObjectNode rule = status.putArray("resourceRules").addObject();
        List.of("verbs", "apiGroups", "resources").forEach(name -> rule.putArray(name).add("*"));
        ObjectNode other = status.putArray("nonResourceRules").addObject();
        List.of("verbs", "nonResourceURLs").forEach(name -> other.putArray(name).add("*"));
        status.put("incomplete", false);
        review.putObject("spec");
      }
      default -> status.put("allowed", true);
    }
    return new Answer.Made(201, Optional.of(type), review, List.of());
  }

  private static void user(ObjectNode node, Actor actor) {
    node.put("username", actor.user());
    actor.groups().forEach(node.putArray("groups")::add);
  }
}
