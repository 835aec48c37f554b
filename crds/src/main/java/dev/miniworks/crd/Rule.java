package dev.miniworks.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A validation rule in CEL, with the words a user meets when it is broken.
 *
 * @param fieldPath the field to blame, relative to the schema that carries the rule; empty for that
 *     schema itself
 */
record Rule(String expression, String message, Optional<String> fieldPath, Reason reason) {

  /** Why the value is refused, as the API server's answer classifies it. */
  enum Reason {
    INVALID("FieldValueInvalid"),
    FORBIDDEN("FieldValueForbidden");

    private final String apiName;

    Reason(final String apiName) {
      this.apiName = apiName;
    }
  }

  static Rule that(final String expression, final String otherwise) {
    return new Rule(expression, otherwise, Optional.empty(), Reason.INVALID);
  }

  Rule blaming(final String path) {
    return new Rule(expression, message, Optional.of(path), reason);
  }

  Rule because(final Reason newReason) {
    return new Rule(expression, message, fieldPath, newReason);
  }

  ObjectNode toJson() {
    final ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rule", expression.strip().replaceAll("\\s*\\R\\s*", " "));
    json.put("message", message);
    fieldPath.ifPresent(p -> json.put("fieldPath", p));
    if (reason != Reason.INVALID) {
      json.put("reason", reason.apiName);
    }
    return json;
  }
}
