package dev.miniworks.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.cel.EvaluationFailure;
import dev.miniworks.mock.cel.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a schema's rules against an object and, on update, what it was before. */
final class RuleEvaluation {

  private static final Set<String> COMPOUND = Set.of("object", "array");
  private static final int LONGEST_MESSAGE = 5120;

  private final List<FieldError> errors = new ArrayList<>();

  private RuleEvaluation() {}

  /**
   * @param old the object before the update; missing for a new one
   */
  static List<FieldError> errors(final RuleNode root, final JsonNode object, final JsonNode old) {
    final RuleEvaluation evaluation = new RuleEvaluation();
    final Correlation past = Correlation.of(object, old, root.schema());
    evaluation.evaluate(root, object, FieldPath.ROOT, past, past.isUnchanged(), true);
    return evaluation.errors;
  }

  /**
   * @param unchanged whether this value, or else the nearest one above that has a past, is the same
   *     as before
   */
  private void evaluate(
      final RuleNode node,
      final JsonNode value,
      final FieldPath path,
      final Correlation past,
      final boolean unchanged,
      final boolean isResource) {
    if (value.isNull()) {
      return;
    }
    evaluateRules(node, value, path, past, unchanged, isResource);
    node.allOf().forEach(part -> evaluateRules(part, value, path, past, false, isResource));
    if (value.isArray()) {
      node.items()
          .ifPresent(
              items -> {
                for (int i = 0; i < value.size(); i++) {
                  descend(items, value.get(i), path.index(i), past.item(i), unchanged);
                }
              });
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(
              field ->
                  below(node, field.getKey())
                      .ifPresent(
                          child ->
                              descend(
                                  child,
                                  field.getValue(),
                                  node.schema().pathOf(field.getKey(), path),
                                  past.field(field.getKey()),
                                  unchanged)));
    }
  }

  private static Optional<RuleNode> below(final RuleNode node, final String field) {
    return node.schema().properties().containsKey(field)
        ? Optional.ofNullable(node.properties().get(field))
        : node.additionalProperties();
  }

  private void descend(
      final RuleNode node,
      final JsonNode value,
      final FieldPath path,
      final Correlation past,
      final boolean unchangedAbove) {
    evaluate(
        node,
        value,
        path,
        past,
        past.isPresent() ? past.isUnchanged() : unchangedAbove,
        node.schema().embeddedResource());
  }

  private void evaluateRules(
      final RuleNode node,
      final JsonNode value,
      final FieldPath path,
      final Correlation past,
      final boolean unchanged,
      final boolean isResource) {
    final boolean hasOld = past.isPresent() && !past.old().isNull();
    final List<CompiledRule> applicable =
        node.rules().stream()
            .filter(rule -> rule.expression().isPresent())
            .filter(rule -> hasOld || rule.appliesToNew())
            .toList();
    if (applicable.isEmpty()) {
      return;
    }
    final Object self = celValue(value, node.schema(), isResource);
    final Optional<Object> oldSelf =
        hasOld ? Optional.of(celValue(past.old(), node.schema(), isResource)) : Optional.empty();
    for (final CompiledRule rule : applicable) {
      final boolean comparing = rule.expression().get().usesOldSelf();
      if (comparing || !unchanged) {
        final Object before = rule.rule().optionalOldSelf() ? oldSelf : oldSelf.orElse(self);
        evaluateRule(rule, node.schema(), value, path, self, before);
      }
    }
  }

  private static Object celValue(
      final JsonNode value, final SchemaNode schema, final boolean isResource) {
    return isResource && value.isObject()
        ? CelValues.resource(value, schema)
        : CelValues.of(value, schema);
  }

  private void evaluateRule(
      final CompiledRule compiled,
      final SchemaNode schema,
      final JsonNode value,
      final FieldPath path,
      final Object self,
      final Object before) {
    final Rule rule = compiled.rule();
    try {
      if (!Boolean.TRUE.equals(compiled.expression().get().evaluate(self, before))) {
        final String detail =
            compiled
                .messageExpression()
                .flatMap(expression -> message(expression, self, before))
                .orElse(rule.verdict());
        errors.add(error(rule, schema, value, path, detail));
      }
    } catch (final EvaluationFailure e) {
      errors.add(FieldError.invalid(path.toString(), schema.type(), failure(rule, e)));
    }
  }

  private static String failure(final Rule rule, final EvaluationFailure failure) {
    return failure.getMessage().startsWith("no such overload")
        ? "'"
            + failure.getMessage()
            + "': call arguments did not match a supported operator, function or macro signature"
            + " for rule: "
            + rule.title()
        : failure.getMessage() + " evaluating rule: " + rule.title();
  }

  private static Optional<String> message(
      final Expression expression, final Object self, final Object before) {
    try {
      return Optional.of(expression.evaluate(self, before))
          .filter(String.class::isInstance)
          .map(text -> ((String) text).strip())
          .filter(text -> !text.isEmpty() && !text.contains("\n"))
          .filter(text -> text.length() <= LONGEST_MESSAGE);
    } catch (final EvaluationFailure e) {
      return Optional.empty();
    }
  }

  private static FieldError error(
      final Rule rule,
      final SchemaNode schema,
      final JsonNode value,
      final FieldPath path,
      final String detail) {
    final boolean compound = COMPOUND.contains(schema.type());
    final String field =
        rule.fieldPath().isEmpty() ? path.toString() : path.relative(rule.fieldPath()).toString();
    return switch (rule.reason()) {
      case FieldError.FORBIDDEN -> FieldError.forbidden(field, detail);
      case FieldError.REQUIRED -> FieldError.required(field, detail);
      case FieldError.DUPLICATE ->
          compound
              ? new FieldError(FieldError.DUPLICATE, field, "Duplicate value")
              : FieldError.duplicate(field, value);
      default ->
          compound ? FieldError.invalid(field, detail) : FieldError.invalid(field, value, detail);
    };
  }
}
