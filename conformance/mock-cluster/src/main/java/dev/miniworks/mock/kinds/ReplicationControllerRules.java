package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** A set of pods by plain labels; what it leaves out it takes from its template. */
final class ReplicationControllerRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    final JsonNode labels = spec.at("/template/metadata/labels");
    if (!labels.isEmpty()) {
      if (spec.path("selector").isEmpty()) {
        spec.set("selector", labels.deepCopy());
      }
      if (object.at("/metadata/labels").isEmpty()) {
        Fields.part(object, "metadata").set("labels", labels.deepCopy());
      }
    }
    Fields.setIfMissing(spec, "replicas", 1);
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    final JsonNode selector = spec.path("selector");
    problems.notNegative(spec, SPEC, "minReadySeconds", "replicas");
    if (selector.isEmpty()) {
      problems.required(SPEC.child("selector"));
    }
    final JsonNode template = spec.path("template");
    if (!template.isObject()) {
      problems.required(SPEC.child("template"));
      return;
    }
    final JsonNode labels = template.at("/metadata/labels");
    PodTemplates.checkSelected(
        template,
        selector.properties().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey()))),
        SPEC.child("template"),
        problems);
    PodTemplates.check(template, SPEC.child("template"), problems);
    PodTemplates.checkRunsForEver(
        template, SPEC.child("template"), "ReplicationController", problems);
  }

  @Override
  public void checkStatus(final ObjectNode object, final ObjectNode old, final Problems problems) {
    Statuses.checkReplicas(object.path("status"), "fullyLabeledReplicas", problems);
  }
}
