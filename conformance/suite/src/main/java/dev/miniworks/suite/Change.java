package dev.miniworks.suite;

/**
 * A change to an object that is built or edited.
 *
 * @param <T> what is changed
 */
@FunctionalInterface
public interface Change<T> {

  /** Makes the change in place. */
  void to(T object);
}
