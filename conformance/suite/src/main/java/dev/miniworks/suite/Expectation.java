package dev.miniworks.suite;

import java.util.function.Predicate;

/**
 * Something that an object is waited for to be.
 *
 * @param text completes "NAME is expected to ..."
 */
public record Expectation<T>(String text, Predicate<? super T> test) {

  /** Both at once. */
  public Expectation<T> and(Expectation<? super T> other) {
    return new Expectation<>(
        text + " and " + other.text, object -> test.test(object) && other.test.test(object));
  }
}
