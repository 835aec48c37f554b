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
    evaluation.evaluate(root, object, FieldPath.ROOT, new Past(past, Correlation.NONE), true);
    return evaluation.errors;
  }

  private void evaluate(
      final RuleNode node,
      final JsonNode value,
      final FieldPath path,
      final Past past,
      final boolean isResource) {
    if (value.isNull()) {
      return;
    }
    evaluateRules(node, value, path, past, isResource);
    node.allOf().forEach(part -> evaluate(part, value, path, past.ofPart(), isResource));
    if (value.isArray()) {
      node.items().ifPresent(items -> evaluateItems(items, value, path, past));
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(field -> evaluateField(node, field.getKey(), field.getValue(), path, past));
    }
  }

  private void evaluateItems(
      final RuleNode items, final JsonNode list, final FieldPath path, final Past past) {
    final boolean areResources = items.schema().embeddedResource();
    for (int i = 0; i < list.size(); i++) {
      evaluate(items, list.get(i), path.index(i), past.item(i), areResources);
    }
  }

  private void evaluateField(
      final RuleNode parent,
      final String name,
      final JsonNode value,
      final FieldPath path,
      final Past past) {
    below(parent, name)
        .ifPresent(
            node ->
                evaluate(
                    node,
                    value,
                    parent.schema().pathOf(name, path),
                    past.field(name),
                    node.schema().embeddedResource()));
  }

  private static Optional<RuleNode> below(final RuleNode node, final String field) {
    return node.schema().properties().containsKey(field)
        ? Optional.ofNullable(node.properties().get(field))
        : node.additionalProperties();
  }

  private void evaluateRules(
      final RuleNode node,
      final JsonNode value,
      final FieldPath path,
      final Past past,
      final boolean isResource) {
    final JsonNode old = past.here().old();
    final boolean hasOld = past.here().isPresent() && !old.isNull();
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
        hasOld ? Optional.of(celValue(old, node.schema(), isResource)) : Optional.empty();
    for (final CompiledRule rule : applicable) {
      final Object before = rule.rule().optionalOldSelf() ? oldSelf : oldSelf.orElse(self);
      evaluateRule(rule, node.schema(), value, path, self, before, past);
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
      final Object before,
      final Past past) {
    final Rule rule = compiled.rule();
    final Expression expression = compiled.expression().orElseThrow();
    try {
      // what is false and was so before is let pass, unless the rule is about the change
      if (!Boolean.TRUE.equals(expression.evaluate(self, before))
          && (expression.usesOldSelf() || !past.isUnchanged())) {
        final String detail =
            compiled
                .messageExpression()
                .flatMap(source -> message(source, self, before))
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
