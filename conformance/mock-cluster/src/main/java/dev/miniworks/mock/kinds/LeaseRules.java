package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** Who holds something, and until when. */
final class LeaseRules implements KindRules {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    final JsonNode duration = spec.path("leaseDurationSeconds");
    if (duration.isNumber() && duration.longValue() <= 0) {
      problems.invalid(SPEC.child("leaseDurationSeconds"), duration, "must be greater than 0");
    }
    problems.notNegative(spec, SPEC, "leaseTransitions");
  }
}
