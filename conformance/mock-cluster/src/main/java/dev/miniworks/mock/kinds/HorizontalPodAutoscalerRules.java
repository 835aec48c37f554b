package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** The size of a workload by its load. */
final class HorizontalPodAutoscalerRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    Fields.setIfMissing(spec, "minReplicas", 1);
    if (spec.path("metrics").isEmpty()) {
      final ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
      metric
          .putObject("resource")
          .put("name", "cpu")
          .putObject("target")
          .put("type", "Utilization")
          .put("averageUtilization", 80);
    }
    if (spec.get("behavior") instanceof ObjectNode behavior) {
      fillUp(Fields.part(behavior, "scaleUp"));
      fillDown(Fields.part(behavior, "scaleDown"));
    }
  }

  private static void fillUp(final ObjectNode rules) {
    Fields.setIfMissing(rules, "stabilizationWindowSeconds", 0);
    Fields.setIfMissing(rules, "selectPolicy", "Max");
    if (!rules.has("policies")) {
      final ArrayNode policies = rules.putArray("policies");
      policies.addObject().put("type", "Pods").put("value", 4).put("periodSeconds", 15);
      policies.addObject().put("type", "Percent").put("value", 100).put("periodSeconds", 15);
    }
  }

  private static void fillDown(final ObjectNode rules) {
    Fields.setIfMissing(rules, "selectPolicy", "Max");
    if (!rules.has("policies")) {
      rules
          .putArray("policies")
          .addObject()
          .put("type", "Percent")
          .put("value", 100)
          .put("periodSeconds", 15);
    }
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    final long least = spec.path("minReplicas").asLong();
    final long most = spec.path("maxReplicas").asLong();
    if (least < 1) {
      problems.invalid(
          SPEC.child("minReplicas"),
          spec.path("minReplicas"),
          "must be greater than or equal to 1");
    }
    if (most < 1) {
      problems.invalid(
          SPEC.child("maxReplicas"), spec.path("maxReplicas"), "must be greater than 0");
    }
    if (most < least) {
      problems.invalid(
          SPEC.child("maxReplicas"),
          spec.path("maxReplicas"),
          "must be greater than or equal to `minReplicas`");
    }
    checkTarget(spec.path("scaleTargetRef"), problems);
  }

  private static void checkTarget(final JsonNode target, final Problems problems) {
    final FieldPath path = SPEC.child("scaleTargetRef");
    if (Fields.text(target, "kind").isEmpty()) {
      problems.required(path.child("kind"));
    }
    if (Fields.text(target, "name").isEmpty()) {
      problems.required(path.child("name"));
    }
    final String version = Fields.text(target, "apiVersion");
    if (version.isEmpty()) {
      problems.invalid(path.child("apiVersion"), version, "apiVersion must specify API group");
    }
  }
}
