package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.List;

/** Objects that their owner has closed for good. */
final class Immutability {

  private static final String DETAIL = "field is immutable when `immutable` is set";

  private Immutability() {}

  /** What has been closed stays closed, and the fields keep their values. */
  static void check(
      final ObjectNode object,
      final ObjectNode old,
      final List<String> fields,
      final Problems problems) {
    if (!old.path("immutable").asBoolean()) {
      return;
    }
    if (!object.path("immutable").asBoolean()) {
      problems.forbidden(FieldPath.ROOT.child("immutable"), DETAIL);
    }
    fields.stream()
        .filter(field -> !object.path(field).equals(old.path(field)))
        .forEach(field -> problems.forbidden(FieldPath.ROOT.child(field), DETAIL));
  }
}
