package dev.miniworks.mock.cel;

/** An expression cannot be evaluated here: it is wrong, or calls what is not provided. */
public final class CompilationFailure extends Exception {

  CompilationFailure(final String message) {
    super(message);
  }
}
