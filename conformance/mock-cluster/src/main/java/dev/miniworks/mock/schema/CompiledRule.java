package dev.miniworks.mock.schema;

import dev.miniworks.mock.cel.CompilationFailure;
import dev.miniworks.mock.cel.Expression;
import dev.miniworks.mock.cel.ExpressionCompiler;
import java.util.Optional;

/**
 * A rule with its expressions compiled.
 *
 * @param expression empty when it cannot be evaluated
 * @param messageExpression empty when there is none or it cannot be evaluated
 * @param problem why something cannot be evaluated; empty when everything can
 */
record CompiledRule(
    Rule rule,
    Optional<Expression> expression,
    Optional<Expression> messageExpression,
    Optional<String> problem) {

  static CompiledRule of(final Rule rule, final ExpressionCompiler compiler) {
    try {
      final Expression expression = compiler.compile(rule.expression());
      final Optional<Expression> message =
          rule.messageSource().isPresent()
              ? Optional.of(compiler.compile(rule.messageExpression()))
              : Optional.empty();
      return new CompiledRule(rule, Optional.of(expression), message, Optional.empty());
    } catch (final CompilationFailure e) {
      return new CompiledRule(
          rule, Optional.empty(), Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  /** Whether the rule says anything about a value without a past. */
  boolean appliesToNew() {
    return rule.optionalOldSelf() || expression.filter(Expression::usesOldSelf).isEmpty();
  }
}
