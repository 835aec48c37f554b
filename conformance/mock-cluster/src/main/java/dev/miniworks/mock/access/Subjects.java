package dev.miniworks.mock.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.Actor;

/** Whether a binding is about somebody. */
final class Subjects {

  private Subjects() {}

  static boolean include(JsonNode subjects, Actor actor) {
    for (JsonNode subject : subjects) {
      if (is(subject, actor)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(JsonNode subject, Actor actor) {
    String name = subject.path("name").asText();
    return switch (subject.path("kind").asText()) {
      case "User" -> name.equals(actor.user());
      case "Group" -> actor.groups().contains(name);
      case "ServiceAccount" ->
          ("system:serviceaccount:" + subject.path("namespace").asText() + ":" + name)
              .equals(actor.user());
      default -> false;
    };
  }
}
