package dev.miniworks.mock.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.Target;

/** Whether one rule of a role grants something. */
final class Rules {

  private static final String ANY = "*";

  private Rules() {}

  static boolean grants(JsonNode rule, String verb, Target target) {
    return has(rule.path("verbs"), verb)
        && has(rule.path("apiGroups"), target.group())
        && hasResource(rule.path("resources"), target)
        && hasName(rule.path("resourceNames"), target);
  }

  private static boolean hasResource(JsonNode resources, Target target) {
    if (target.subresource().isEmpty()) {
      return has(resources, target.resource());
    }
    String part = "/" + target.subresource();
    return has(resources, target.resource() + part) || contains(resources, ANY + part);
  }

  /** Names bind only those requests that have one. */
  private static boolean hasName(JsonNode names, Target target) {
    return names.isEmpty() || contains(names, target.name());
  }

  private static boolean has(JsonNode values, String wanted) {
    return contains(values, ANY) || contains(values, wanted);
  }

  private static boolean contains(JsonNode values, String wanted) {
    for (JsonNode value : values) {
      if (value.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
