package dev.miniworks.mock.schema;

import dev.miniworks.mock.api.FieldError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a validation has found so far, each thing once. */
final class Findings {

  private final Set<FieldError> errors = new LinkedHashSet<>();
  private int passed;

  void add(final FieldError error) {
    errors.add(error);
  }

  /** Counts what went well; of several schemas the one with most is the likeliest to be meant. */
  void pass(final int checks) {
    passed += checks;
  }

  void addAll(final Findings others) {
    errors.addAll(others.errors);
    passed += others.passed;
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  int passed() {
    return passed;
  }

  List<FieldError> errors() {
    return List.copyOf(errors);
  }
}
