package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** What a validation has found wrong so far. */
final class Problems {

  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> errors() {
    return List.copyOf(errors);
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  void addAll(final Problems others) {
    errors.addAll(others.errors);
  }

  void required(final FieldPath path) {
    required(path, "");
  }

  void required(final FieldPath path, final String detail) {
    errors.add(FieldError.required(path.toString(), detail));
  }

  void invalid(final FieldPath path, final JsonNode value, final String detail) {
    final JsonNode shown = value.isMissingNode() ? NullNode.getInstance() : value;
    errors.add(FieldError.invalid(path.toString(), shown, detail));
  }

  void invalid(final FieldPath path, final String value, final String detail) {
    errors.add(FieldError.invalid(path.toString(), value, detail));
  }

  /** Invalid, with the value as the server's own type would be printed. */
  void invalidStruct(final FieldPath path, final String json, final String detail) {
    errors.add(
        new FieldError(
            FieldError.INVALID, path.toString(), "Invalid value: " + json + ": " + detail));
  }

  void unsupported(final FieldPath path, final JsonNode value, final List<String> supported) {
    errors.add(FieldError.notSupported(path.toString(), value, supported));
  }

  void add(final FieldError error) {
    errors.add(error);
  }

  void forbidden(final FieldPath path, final String detail) {
    errors.add(FieldError.forbidden(path.toString(), detail));
  }

  void duplicate(final FieldPath path, final JsonNode value) {
    errors.add(FieldError.duplicate(path.toString(), value));
  }

  void notFound(final FieldPath path, final JsonNode value) {
    errors.add(FieldError.notFound(path.toString(), value));
  }

  /** A number, when there is one, may not be negative. */
  void notNegative(final JsonNode object, final FieldPath path, final String... names) {
    for (final String name : names) {
      if (object.path(name).longValue() < 0) {
        invalid(path.child(name), object.get(name), "must be greater than or equal to 0");
      }
    }
  }

  /** A text, when there is one, is one of those allowed. */
  void oneOf(final JsonNode value, final FieldPath path, final String... allowed) {
    if (!value.isMissingNode() && !List.of(allowed).contains(value.asText())) {
      unsupported(path, value, List.of(allowed));
    }
  }
}
