package dev.miniworks.suite;

import dev.miniworks.suite.report.Evidence;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a scenario: skips it where a capability is missing, gives it a {@link Stage}, concludes with
 * what holds for all, and on failure keeps the evidence before the namespace goes.
 */
final class ScenarioExtension
    implements ExecutionCondition, ParameterResolver, InvocationInterceptor {

  private static final Namespace NAMESPACE = Namespace.create(Suite.STORE);
  private static final int PREFIX_LENGTH = 50;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      return ConditionEvaluationResult.enabled("a class");
    }
    var missing =
        Arrays.stream(scenario(context).needs())
            .filter(need -> !arena(context).capabilities().contains(need))
            .map(Capability::absence)
            .collect(Collectors.joining("; "));
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("all capabilities are there")
        : ConditionEvaluationResult.disabled(missing);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Stage.class.isAssignableFrom(parameter.getParameter().getType());
  }

  @Override
  public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var stage = arena(context).open(prefix(scenario(context).id()));
    store(context).put(Stage.class, stage);
    return stage;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    var stage = store(context).get(Stage.class, Stage.class);
    try {
      invocation.proceed();
      stage.conclude();
    } catch (Throwable failure) {
      Evidence.keep(arena(context), scenario(context), stage, failure);
      throw failure;
    }
  }

  private static String prefix(String id) {
    var name = id.toLowerCase(Locale.ROOT).replace('.', '-');
    return name.substring(0, Math.min(PREFIX_LENGTH, name.length()));
  }

  private static Scenario scenario(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Scenario.class)
        .orElseThrow();
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  private static Arena arena(ExtensionContext context) {
    return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE).get(Arena.class, Arena.class);
  }
}
