package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Answers questions about rights and identities: everybody may do everything. */
final class Reviews {

  private final Tokens tokens;

  Reviews(Tokens tokens) {
    this.tokens = tokens;
  }

  Answer handle(ResourceType type, Request request) {
    if (request.verb() != Verb.CREATE || !(request.body() instanceof ObjectNode body)) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode review = body.deepCopy();
    Identity.check(type, request.target(), review);
    Identity.complete(type, request.target(), review);
    ObjectNode status = review.putObject("status");
    switch (type.kind()) {
      case "SelfSubjectReview" ->
          user(status.putObject("userInfo"), request.actor().user(), request.actor().groups());
      case "TokenReview" -> {
        Optional<Tokens.User> known = tokens.find(review.at("/spec/token").asText());
        status.put("authenticated", known.isPresent());
        known.ifPresent(user -> user(status.putObject("user"), user.name(), user.groups()));
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

  private static void user(ObjectNode node, String name, List<String> groups) {
    node.put("username", name);
    groups.forEach(node.putArray("groups")::add);
  }
}
