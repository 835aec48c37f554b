package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.Arrays;
import java.util.List;

/** Jobs by the clock. */
final class CronJobRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    Fields.setIfEmpty(spec, "concurrencyPolicy", "Allow");
    Fields.setIfMissing(spec, "suspend", false);
    Fields.setIfMissing(spec, "successfulJobsHistoryLimit", 3);
    Fields.setIfMissing(spec, "failedJobsHistoryLimit", 1);
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    checkSchedule(Fields.text(spec, "schedule"), problems);
    problems.notNegative(
        spec,
        SPEC,
        "startingDeadlineSeconds",
        "successfulJobsHistoryLimit",
        "failedJobsHistoryLimit");
    problems.oneOf(
        spec.path("concurrencyPolicy"),
        SPEC.child("concurrencyPolicy"),
        "Allow",
        "Forbid",
        "Replace");
    JobRules.checkSpec(spec.at("/jobTemplate/spec"), SPEC.child("jobTemplate", "spec"), problems);
  }

  private static void checkSchedule(final String schedule, final Problems problems) {
    final List<String> fields =
        Arrays.stream(schedule.strip().split("\\s+")).filter(field -> !field.isEmpty()).toList();
    if (schedule.isEmpty()) {
      problems.required(SPEC.child("schedule"));
    } else if (!schedule.startsWith("@") && fields.size() != 5) {
      problems.invalid(
          SPEC.child("schedule"),
          schedule,
          "expected exactly 5 fields, found "
              + fields.size()
              + ": ["
              + String.join(" ", fields)
              + "]");
    }
  }
}
