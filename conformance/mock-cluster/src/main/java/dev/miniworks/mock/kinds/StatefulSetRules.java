package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import dev.miniworks.mock.api.GoText;
import java.util.List;

/** Pods with names and volumes of their own. */
final class StatefulSetRules implements WithStatus {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final List<String> CHANGEABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    Fields.setIfEmpty(spec, "podManagementPolicy", "OrderedReady");
    final ObjectNode strategy = Fields.part(spec, "updateStrategy");
    if (Fields.text(strategy, "type").isEmpty()) {
      strategy.put("type", "RollingUpdate");
      Fields.part(strategy, "rollingUpdate");
    }
    if (Fields.text(strategy, "type").equals("RollingUpdate") && strategy.has("rollingUpdate")) {
      Fields.setIfMissing(Fields.part(strategy, "rollingUpdate"), "partition", 0);
    }
    final ObjectNode retention = Fields.part(spec, "persistentVolumeClaimRetentionPolicy");
    Fields.setIfEmpty(retention, "whenDeleted", "Retain");
    Fields.setIfEmpty(retention, "whenScaled", "Retain");
    Fields.setIfMissing(spec, "replicas", 1);
    Fields.setIfMissing(spec, "revisionHistoryLimit", 10);
    for (final JsonNode claim : spec.path("volumeClaimTemplates")) {
      if (claim instanceof ObjectNode template) {
        template.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        Fields.setIfEmpty(Fields.part(template, "status"), "phase", "Pending");
      }
    }
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    final String policy = Fields.text(spec, "podManagementPolicy");
    if (!List.of("OrderedReady", "Parallel").contains(policy)) {
      problems.invalid(
          SPEC.child("podManagementPolicy"), policy, "must be 'OrderedReady' or 'Parallel'");
    }
    checkStrategy(spec.path("updateStrategy"), problems);
    problems.notNegative(spec, SPEC, "replicas", "minReadySeconds", "revisionHistoryLimit");
    problems.notNegative(spec.path("ordinals"), SPEC.child("ordinals"), "start");
    final String service = Fields.text(spec, "serviceName");
    if (!service.isEmpty()) {
      Names.report(Names.label(service), service, SPEC.child("serviceName"), problems);
    }
    PodTemplates.checkWithSelector(spec, SPEC, "statefulset", problems);
    PodTemplates.check(withClaims(spec), SPEC.child("template"), problems);
    PodTemplates.checkRunsForEver(
        spec.path("template"), SPEC.child("template"), "StatefulSet", problems);
  }

  private static void checkStrategy(final JsonNode strategy, final Problems problems) {
    final String type = Fields.text(strategy, "type");
    if (!List.of("RollingUpdate", "OnDelete").contains(type)) {
      problems.invalidStruct(
          SPEC.child("updateStrategy"),
          "{\"Type\":" + GoText.quote(type) + ",\"RollingUpdate\":null}",
          "must be 'RollingUpdate' or 'OnDelete'");
    }
    problems.notNegative(
        strategy.path("rollingUpdate"), SPEC.child("updateStrategy", "rollingUpdate"), "partition");
  }

  /** The template with a volume for each claim, so that the claims can be mounted. */
  private static JsonNode withClaims(final JsonNode spec) {
    final JsonNode template = spec.path("template").deepCopy();
    if (template.path("spec") instanceof ObjectNode podSpec) {
      for (final JsonNode claim : spec.path("volumeClaimTemplates")) {
        final JsonNode name = claim.at("/metadata/name");
        final ObjectNode volume = podSpec.withArray("volumes").addObject();
        volume.set("name", name);
        volume.putObject("persistentVolumeClaim").set("claimName", name);
      }
    }
    return template;
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    final ObjectNode changed = object.path("spec").deepCopy();
    final ObjectNode before = old.path("spec").deepCopy();
    changed.remove(CHANGEABLE);
    before.remove(CHANGEABLE);
    if (!changed.equals(before)) {
      problems.forbidden(
          SPEC,
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
              + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy'"
              + " and 'minReadySeconds' are forbidden");
    }
  }
}
