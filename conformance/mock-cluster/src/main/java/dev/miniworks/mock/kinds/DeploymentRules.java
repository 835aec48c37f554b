package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.api.GoText;

/** Pods of a template that is rolled out when it changes. */
final class DeploymentRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final FieldPath STRATEGY = SPEC.child("strategy");
  private static final String QUARTER = "25%";

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    Fields.setIfMissing(spec, "replicas", 1);
    final ObjectNode strategy = Fields.part(spec, "strategy");
    Fields.setIfEmpty(strategy, "type", "RollingUpdate");
    if (Fields.text(strategy, "type").equals("RollingUpdate")) {
      final ObjectNode bounds = Fields.part(strategy, "rollingUpdate");
      Fields.setIfMissing(bounds, "maxUnavailable", QUARTER);
      Fields.setIfMissing(bounds, "maxSurge", QUARTER);
    }
    Fields.setIfMissing(spec, "revisionHistoryLimit", 10);
    Fields.setIfMissing(spec, "progressDeadlineSeconds", 600);
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    problems.notNegative(spec, SPEC, "replicas");
    PodTemplates.checkWithSelector(spec, SPEC, "deployment", problems);
    PodTemplates.check(spec.path("template"), SPEC.child("template"), problems);
    PodTemplates.checkRunsForEver(
        spec.path("template"), SPEC.child("template"), "ReplicaSet", problems);
    checkStrategy(spec.path("strategy"), problems);
    problems.notNegative(
        spec, SPEC, "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds");
    final JsonNode deadline = spec.path("progressDeadlineSeconds");
    if (deadline.isNumber() && deadline.longValue() <= spec.path("minReadySeconds").longValue()) {
      problems.invalid(
          SPEC.child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
    }
  }

  private static void checkStrategy(final JsonNode strategy, final Problems problems) {
    final JsonNode bounds = strategy.path("rollingUpdate");
    switch (Fields.text(strategy, "type")) {
      case "Recreate" -> {
        if (bounds.isObject()) {
          problems.forbidden(
              STRATEGY.child("rollingUpdate"),
              "may not be specified when strategy `type` is 'Recreate'");
        }
      }
      case "RollingUpdate" -> checkBounds(bounds, STRATEGY.child("rollingUpdate"), problems);
      default ->
          problems.add(
              new FieldError(
                  FieldError.NOT_SUPPORTED,
                  STRATEGY.toString(),
                  "Unsupported value: {\"Type\":"
                      + GoText.json(strategy.path("type"))
                      + ",\"RollingUpdate\":"
                      + (bounds.isMissingNode() ? "null" : GoText.json(bounds))
                      + "}: supported values: \"Recreate\", \"RollingUpdate\""));
    }
  }

  private static void checkBounds(
      final JsonNode bounds, final FieldPath path, final Problems problems) {
    final JsonNode unavailable = bounds.path("maxUnavailable");
    final JsonNode surge = bounds.path("maxSurge");
    Rollouts.checkBound(unavailable, path.child("maxUnavailable"), problems);
    Rollouts.checkBound(surge, path.child("maxSurge"), problems);
    if (Rollouts.amount(unavailable) == 0 && Rollouts.amount(surge) == 0) {
      problems.invalid(
          path.child("maxUnavailable"), unavailable, "may not be 0 when `maxSurge` is 0");
    }
    Rollouts.checkAtMostAll(unavailable, path.child("maxUnavailable"), problems);
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    PodTemplates.checkSelectorUnchanged(object.path("spec"), old.path("spec"), SPEC, problems);
  }

  @Override
  public void checkStatus(final ObjectNode object, final ObjectNode old, final Problems problems) {
    Statuses.checkReplicas(object.path("status"), "updatedReplicas", problems);
    final JsonNode collisions = object.at("/status/collisionCount");
    final JsonNode before = old.at("/status/collisionCount");
    if (before.isNumber() && collisions.longValue() < before.longValue()) {
      problems.invalid(
          FieldPath.ROOT.child("status", "collisionCount"), collisions, "cannot be decremented");
    }
  }
}
