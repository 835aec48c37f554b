package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Answers questions about rights and identities. */
final class Reviews {

  private final Tokens tokens;
  private final Authorizer authorizer;

  Reviews(Tokens tokens, Authorizer authorizer) {
    this.tokens = tokens;
    this.authorizer = authorizer;
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
        authorizer.describe(
            request.actor(),
            review.at("/spec/namespace").asText(),
            status.putArray("resourceRules"));
        ObjectNode other = status.putArray("nonResourceRules").addObject();
        List.of("verbs", "nonResourceURLs").forEach(name -> other.putArray(name).add("*"));
        status.put("incomplete", false);
        review.putObject("spec");
      }
      case "SelfSubjectAccessReview" -> access(status, request.actor(), review.path("spec"));
      default -> access(status, subject(review.path("spec")), review.path("spec"));
    }
    return new Answer.Made(201, Optional.of(type), review, List.of());
  }

  private void access(ObjectNode status, Actor actor, JsonNode spec) {
    JsonNode wanted = spec.path("resourceAttributes");
    // paths that lead to no object are open to whoever is known
    boolean allowed =
        wanted.isMissingNode()
            || authorizer.allows(actor, wanted.path("verb").asText(), target(wanted));
    status.put("allowed", allowed);
  }

  private static Actor subject(JsonNode spec) {
    List<String> groups = spec.path("groups").valueStream().map(JsonNode::asText).toList();
    return new Actor(spec.path("user").asText(), groups, "");
  }

  private static Target target(JsonNode wanted) {
    return new Target(
        wanted.path("group").asText(),
        wanted.path("version").asText(),
        wanted.path("resource").asText(),
        wanted.path("namespace").asText(),
        wanted.path("name").asText(),
        wanted.path("subresource").asText());
  }

  private static void user(ObjectNode node, String name, List<String> groups) {
    node.put("username", name);
    groups.forEach(node.putArray("groups")::add);
  }
}
