package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.api.GoText;

/** How many pods may be away on purpose. */
final class PodDisruptionBudgetRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    final JsonNode available = spec.path("minAvailable");
    final JsonNode unavailable = spec.path("maxUnavailable");
    if (Fields.isSet(spec, "minAvailable") && Fields.isSet(spec, "maxUnavailable")) {
      problems.invalidStruct(
          SPEC,
          "{\"MinAvailable\":"
              + GoText.json(available)
              + ",\"Selector\":"
              + Selectors.text(spec.path("selector"))
              + ",\"MaxUnavailable\":"
              + GoText.json(unavailable)
              + ",\"UnhealthyPodEvictionPolicy\":"
              + GoText.json(spec.path("unhealthyPodEvictionPolicy"))
              + "}",
          "minAvailable and maxUnavailable cannot be both set");
    }
    Rollouts.checkBound(available, SPEC.child("minAvailable"), problems);
    Rollouts.checkAtMostAll(available, SPEC.child("minAvailable"), problems);
    Rollouts.checkBound(unavailable, SPEC.child("maxUnavailable"), problems);
    Rollouts.checkAtMostAll(unavailable, SPEC.child("maxUnavailable"), problems);
    if (spec.path("selector").isObject()) {
      Selectors.check(spec.get("selector"), SPEC.child("selector"), problems);
    }
  }
}
