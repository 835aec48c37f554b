package dev.miniworks.mock.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/**
 * Compiles the expressions of validation rules, with the functions that Kubernetes adds to CEL's
 * own. Values have no static types here, so what only a type check would find goes unnoticed.
 */
public final class ExpressionCompiler {

  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

  private final CelCompiler compiler;
  private final CelRuntime runtime;

  /** Takes some hundred milliseconds in a JVM that has not used CEL yet. */
  public ExpressionCompiler() {
    compiler =
        declarations().addVar("self", SimpleType.DYN).addVar("oldSelf", SimpleType.DYN).build();
    // the planning runtime, newer than this one, copies all of self at each mention of it
    runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                CelExtensions.strings(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.optional(),
                new KubernetesFunctions())
            .build();
  }

  /** A compiler that knows all functions and no variable. */
  static CelCompilerBuilder declarations() {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addLibraries(
            CelExtensions.strings(),
            CelExtensions.sets(OPTIONS),
            CelExtensions.optional(),
            new KubernetesFunctions());
  }

  public Expression compile(final String source) throws CompilationFailure {
    final CelValidationResult checked = compiler.compile(source);
    try {
      return Expression.of(checked.getAst(), runtime.createProgram(checked.getAst()));
    } catch (final CelValidationException | CelEvaluationException e) {
      throw new CompilationFailure(e.getMessage().lines().findFirst().orElse("").strip());
    }
  }
}
