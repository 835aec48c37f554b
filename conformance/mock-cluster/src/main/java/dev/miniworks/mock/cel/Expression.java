package dev.miniworks.mock.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled CEL expression over {@code self} and perhaps {@code oldSelf}. */
public final class Expression {

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

  private final Program program;
  private final boolean usesOldSelf;

  private Expression(final Program program, final boolean usesOldSelf) {
    this.program = program;
    this.usesOldSelf = usesOldSelf;
  }

  static Expression of(final CelAbstractSyntaxTree tree, final Program program) {
    return new Expression(program, usesOldSelf(tree));
  }

  static boolean usesOldSelf(final CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .anyMatch(
            node -> node.getKind() == Kind.IDENT && node.expr().ident().name().equals("oldSelf"));
  }

  /** Whether the expression compares with what was there before. */
  public boolean usesOldSelf() {
    return usesOldSelf;
  }

  /**
   * Evaluates the expression.
   *
   * @param oldSelf the old value, or an {@link Optional} of it for a rule with {@code
   *     optionalOldSelf}; ignored when the expression does not use it
   */
  public Object evaluate(final Object self, final Object oldSelf) throws EvaluationFailure {
    try {
      return program.eval(
          usesOldSelf ? Map.of("self", self, "oldSelf", oldSelf) : Map.of("self", self));
    } catch (final CelEvaluationException e) {
      throw new EvaluationFailure(describe(e));
    }
  }

  /** The failure in the words of the API server's evaluator. */
  private static String describe(final CelEvaluationException failure) {
    final CelErrorCode code = failure.getErrorCode();
    final Matcher quoted = QUOTED.matcher(failure.getMessage());
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND -> quoted.find() ? "no such key: " + quoted.group(1) : "no such key";
      case OVERLOAD_NOT_FOUND -> "no such overload";
      case DIVIDE_BY_ZERO -> "division by zero";
      case NUMERIC_OVERFLOW -> "integer overflow";
      default -> failure.getMessage();
    };
  }
}
