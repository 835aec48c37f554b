package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;

/** Pods that run to their end. */
final class JobRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    fillSpec(spec);
    final JsonNode labels = spec.at("/template/metadata/labels");
    if (!labels.isEmpty() && object.at("/metadata/labels").isEmpty()) {
      Fields.part(object, "metadata").set("labels", labels.deepCopy());
    }
  }

  private static void fillSpec(final ObjectNode spec) {
    if (!Fields.isSet(spec, "completions") && !Fields.isSet(spec, "parallelism")) {
      spec.put("completions", 1);
    }
    Fields.setIfMissing(spec, "parallelism", 1);
    Fields.setIfMissing(
        spec, "backoffLimit", Fields.isSet(spec, "backoffLimitPerIndex") ? Integer.MAX_VALUE : 6);
    Fields.setIfMissing(spec, "completionMode", "NonIndexed");
    Fields.setIfMissing(spec, "suspend", false);
    Fields.setIfMissing(
        spec,
        "podReplacementPolicy",
        spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
    Fields.setIfMissing(spec, "manualSelector", false);
  }

  /** A job that brings no selector of its own selects by its uid. */
  @Override
  public void prepareCreate(final ObjectNode object) {
    WithStatus.super.prepareCreate(object);
    final ObjectNode spec = Fields.part(object, "spec");
    final String uid = object.at("/metadata/uid").asText("");
    if (spec.path("manualSelector").asBoolean() || uid.isEmpty()) {
      return;
    }
    final String name = object.at("/metadata/name").asText("");
    Fields.part(Fields.part(Fields.part(spec, "template"), "metadata"), "labels")
        .put("batch.kubernetes.io/controller-uid", uid)
        .put("batch.kubernetes.io/job-name", name)
        .put("controller-uid", uid)
        .put("job-name", name);
    Fields.part(Fields.part(spec, "selector"), "matchLabels")
        .put("batch.kubernetes.io/controller-uid", uid);
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    checkSpec(spec, SPEC, problems);
    final JsonNode selector = spec.path("selector");
    if (selector.isObject()) {
      Selectors.check(selector, SPEC.child("selector"), problems);
    } else {
      problems.required(SPEC.child("selector"));
    }
    PodTemplates.checkSelected(
        spec.path("template"),
        Selectors.matches(selector, spec.at("/template/metadata/labels")),
        SPEC.child("template"),
        problems);
  }

  /** What is demanded of a job's spec, and of a cron job's template of one. */
  static void checkSpec(final JsonNode spec, final FieldPath path, final Problems problems) {
    problems.notNegative(
        spec,
        path,
        "parallelism",
        "completions",
        "activeDeadlineSeconds",
        "backoffLimit",
        "ttlSecondsAfterFinished",
        "backoffLimitPerIndex",
        "maxFailedIndexes");
    problems.oneOf(
        spec.path("completionMode"), path.child("completionMode"), "NonIndexed", "Indexed");
    if (Fields.text(spec, "completionMode").equals("Indexed")) {
      if (!Fields.isSet(spec, "completions")) {
        problems.required(path.child("completions"), "when completion mode is Indexed");
      }
    } else if (Fields.isSet(spec, "backoffLimitPerIndex")) {
      problems.invalid(
          path.child("backoffLimitPerIndex"),
          spec.get("backoffLimitPerIndex"),
          "requires indexed completion mode");
    }
    PodTemplates.check(spec.path("template"), path.child("template"), problems);
    final JsonNode restartPolicy = spec.at("/template/spec/restartPolicy");
    final FieldPath place = path.child("template", "spec").child("restartPolicy");
    if (restartPolicy.asText("Always").equals("Always")) {
      problems.required(place, "valid values: \"OnFailure\", \"Never\"");
    } else {
      problems.oneOf(restartPolicy, place, "OnFailure", "Never");
    }
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    PodTemplates.checkSelectorUnchanged(object.path("spec"), old.path("spec"), SPEC, problems);
    if (!object.at("/spec/completionMode").equals(old.at("/spec/completionMode"))) {
      problems.invalid(
          SPEC.child("completionMode"), object.at("/spec/completionMode"), "field is immutable");
    }
  }
}
