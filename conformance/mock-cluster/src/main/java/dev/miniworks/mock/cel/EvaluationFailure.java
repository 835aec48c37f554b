package dev.miniworks.mock.cel;

/** An expression had no value, for example because it read a field that is not there. */
public final class EvaluationFailure extends Exception {

  EvaluationFailure(final String message) {
    super(message);
  }
}
