package dev.miniworks.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a method as a scenario: one behaviour, shown in a namespace of its own. The method takes
 * the {@link Stage} that its subject's arena sets. On a {@link World} of workloads, when it
 * returns, the workload is left to come to rest and every invariant is checked on the whole
 * history.
 */
@Test
@ExtendWith(ScenarioExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Scenario {

  /** Unique, {@code kind.topic.behaviour}; the class is named after the first two parts. */
  String id();

  /** What it proves, as a sentence about the subject. */
  String proves();

  /** How much hangs on it. */
  Level level() default Level.CORE;

  /** The upstream test whose behaviour this covers; empty when there is none. */
  String upstream() default "";

  /** What it needs; where something is missing the scenario is skipped with the reason. */
  Capability[] needs() default {};
}
