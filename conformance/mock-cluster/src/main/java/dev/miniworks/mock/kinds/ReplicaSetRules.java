package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** A set of pods of one template. */
final class ReplicaSetRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  @Override
  public void fillDefaults(final ObjectNode object) {
    Fields.setIfMissing(Fields.part(object, "spec"), "replicas", 1);
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    problems.notNegative(spec, SPEC, "replicas", "minReadySeconds");
    PodTemplates.checkWithSelector(spec, SPEC, "replicaset", problems);
    PodTemplates.check(spec.path("template"), SPEC.child("template"), problems);
    PodTemplates.checkRunsForEver(
        spec.path("template"), SPEC.child("template"), "ReplicaSet", problems);
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    PodTemplates.checkSelectorUnchanged(object.path("spec"), old.path("spec"), SPEC, problems);
  }

  @Override
  public void checkStatus(final ObjectNode object, final ObjectNode old, final Problems problems) {
    Statuses.checkReplicas(object.path("status"), "fullyLabeledReplicas", problems);
  }
}
