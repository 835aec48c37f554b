package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code x-kubernetes-validations}.
 *
 * @param expression the CEL expression that must be true
 * @param message what to say when it is not; may be empty
 * @param messageExpression a CEL expression that makes the message; may be empty
 * @param reason the reason of the error; may be empty
 * @param fieldPath where to report the error, relative to the rule's place; may be empty
 * @param optionalOldSelf whether the rule runs without an old value too
 */
record Rule(
    String expression,
    String message,
    String messageExpression,
    String reason,
    String fieldPath,
    boolean optionalOldSelf) {

  /** The rules that stand at a place of a schema. */
  static List<Rule> of(final JsonNode schema) {
    final List<Rule> rules = new ArrayList<>();
    for (final JsonNode rule : schema.path("x-kubernetes-validations")) {
      rules.add(
          new Rule(
              rule.path("rule").asText(""),
              rule.path("message").asText("").strip(),
              rule.path("messageExpression").asText(""),
              rule.path("reason").asText(""),
              rule.path("fieldPath").asText(""),
              rule.path("optionalOldSelf").asBoolean(false)));
    }
    return List.copyOf(rules);
  }

  /** What to call the rule in a message. */
  String title() {
    return message.isEmpty() ? expression.strip() : message;
  }

  /** What to say when the expression is false and no other message could be made. */
  String verdict() {
    return message.isEmpty() ? "failed rule: " + title() : message;
  }

  Optional<String> messageSource() {
    return messageExpression.isEmpty() ? Optional.empty() : Optional.of(messageExpression);
  }
}
