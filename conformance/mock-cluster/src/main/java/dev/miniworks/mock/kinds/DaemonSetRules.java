package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** A pod on each node. */
final class DaemonSetRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    final ObjectNode strategy = Fields.part(spec, "updateStrategy");
    Fields.setIfEmpty(strategy, "type", "RollingUpdate");
    if (Fields.text(strategy, "type").equals("RollingUpdate")) {
      final ObjectNode bounds = Fields.part(strategy, "rollingUpdate");
      Fields.setIfMissing(bounds, "maxUnavailable", 1);
      Fields.setIfMissing(bounds, "maxSurge", 0);
    }
    Fields.setIfMissing(spec, "revisionHistoryLimit", 10);
  }

  @Override
  public void prepareCreate(final ObjectNode object) {
    WithStatus.super.prepareCreate(object);
    setTemplateGeneration(object, 1);
  }

  @Override
  public void prepareUpdate(final ObjectNode object, final ObjectNode old) {
    WithStatus.super.prepareUpdate(object, old);
    final long before =
        old.path("metadata").path("annotations").path(TEMPLATE_GENERATION).asLong(0);
    final boolean changed = !object.at("/spec/template").equals(old.at("/spec/template"));
    setTemplateGeneration(object, changed ? before + 1 : before);
  }

  private static void setTemplateGeneration(final ObjectNode object, final long generation) {
    Fields.part(Fields.part(object, "metadata"), "annotations")
        .put(TEMPLATE_GENERATION, Long.toString(generation));
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    PodTemplates.checkWithSelector(spec, SPEC, "daemonset", problems);
    PodTemplates.check(spec.path("template"), SPEC.child("template"), problems);
    PodTemplates.checkRunsForEver(
        spec.path("template"), SPEC.child("template"), "DaemonSet", problems);
    problems.notNegative(spec, SPEC, "minReadySeconds", "revisionHistoryLimit");
    final JsonNode strategy = spec.path("updateStrategy");
    problems.oneOf(
        strategy.path("type"), SPEC.child("updateStrategy", "type"), "RollingUpdate", "OnDelete");
    if (Fields.text(strategy, "type").equals("RollingUpdate")) {
      checkBounds(strategy.path("rollingUpdate"), problems);
    }
  }

  private static void checkBounds(final JsonNode bounds, final Problems problems) {
    final FieldPath path = SPEC.child("updateStrategy", "rollingUpdate");
    final JsonNode unavailable = bounds.path("maxUnavailable");
    final JsonNode surge = bounds.path("maxSurge");
    Rollouts.checkBound(unavailable, path.child("maxUnavailable"), problems);
    Rollouts.checkBound(surge, path.child("maxSurge"), problems);
    Rollouts.checkAtMostAll(unavailable, path.child("maxUnavailable"), problems);
    Rollouts.checkAtMostAll(surge, path.child("maxSurge"), problems);
    final boolean hasUnavailable = Rollouts.amount(unavailable) != 0;
    final boolean hasSurge = Rollouts.amount(surge) != 0;
    if (hasUnavailable && hasSurge) {
      problems.invalid(
          path.child("maxSurge"), surge, "may not be set when maxUnavailable is non-zero");
    } else if (!hasUnavailable && !hasSurge) {
      problems.required(path.child("maxUnavailable"), "cannot be 0 when maxSurge is 0");
    }
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    PodTemplates.checkSelectorUnchanged(object.path("spec"), old.path("spec"), SPEC, problems);
  }
}
