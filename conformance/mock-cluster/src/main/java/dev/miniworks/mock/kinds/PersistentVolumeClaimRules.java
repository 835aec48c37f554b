package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** The wish for a volume. */
final class PersistentVolumeClaimRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  @Override
  public void prepareCreate(final ObjectNode object) {
    object.putObject("status").put("phase", "Pending");
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    if (spec.path("accessModes").isEmpty()) {
      problems.required(SPEC.child("accessModes"), "at least 1 access mode is required");
    }
    if (!spec.at("/resources/requests").has("storage")) {
      problems.required(SPEC.child("resources").key("storage"));
    }
  }
}
