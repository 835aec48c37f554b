package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.List;

/** Containers on one node. */
final class PodRules implements KindRules {

  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final String ONLY_CHANGEABLE =
      "pod updates may not change fields other than `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only"
          + " additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to"
          + " be set to 1 if it was previously negative)";

  @Override
  public void fillDefaults(final ObjectNode object) {
    final ObjectNode spec = Fields.part(object, "spec");
    containers(spec).forEach(PodRules::fillRequests);
    Fields.setIfMissing(spec, "enableServiceLinks", true);
    if (spec.path("hostNetwork").asBoolean()) {
      containers(spec).forEach(PodRules::fillHostPorts);
    }
  }

  /** A container that is limited and asks for nothing asks for as much as its limit. */
  private static void fillRequests(final ObjectNode container) {
    final ObjectNode resources = Fields.part(container, "resources");
    if (resources.get("limits") instanceof ObjectNode limits) {
      final ObjectNode requests = Fields.part(resources, "requests");
      limits
          .properties()
          .forEach(
              limit -> {
                if (!requests.has(limit.getKey())) {
                  requests.set(limit.getKey(), limit.getValue().deepCopy());
                }
              });
    }
  }

  private static void fillHostPorts(final ObjectNode container) {
    for (final JsonNode port : container.path("ports")) {
      if (port instanceof ObjectNode entry && entry.path("hostPort").asInt(0) == 0) {
        entry.set("hostPort", entry.path("containerPort"));
      }
    }
  }

  private static List<ObjectNode> containers(final JsonNode spec) {
    return List.of("containers", "initContainers").stream()
        .flatMap(list -> spec.path(list).valueStream())
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }

  @Override
  public void prepareCreate(final ObjectNode object) {
    object
        .putObject("status")
        .put("phase", "Pending")
        .put("qosClass", QualityOfService.of(object.path("spec")));
    if (!object.at("/spec/schedulingGates").isEmpty()) {
      Fields.part(object, "status")
          .putArray("conditions")
          .addObject()
          .put("type", "PodScheduled")
          .put("status", "False")
          .putNull("lastProbeTime")
          .put("lastTransitionTime", object.at("/metadata/creationTimestamp").asText())
          .put("reason", "SchedulingGated")
          .put("message", "Scheduling is blocked due to non-empty scheduling gates");
    }
  }

  @Override
  public void prepareUpdate(final ObjectNode object, final ObjectNode old) {
    Fields.restore(object, old, "status");
  }

  /** How a pod is treated is decided once. */
  @Override
  public void prepareStatus(final ObjectNode object, final ObjectNode old) {
    Fields.setIfEmpty(
        Fields.part(object, "status"), "qosClass", old.at("/status/qosClass").asText());
  }

  @Override
  public void check(final ObjectNode object, final Problems problems) {
    final JsonNode spec = object.path("spec");
    PodSpecs.check(spec, SPEC, problems);
    checkImages(spec, "containers", problems);
    checkImages(spec, "initContainers", problems);
  }

  private static void checkImages(final JsonNode spec, final String list, final Problems problems) {
    final JsonNode containers = spec.path(list);
    for (int i = 0; i < containers.size(); i++) {
      final String image = Fields.text(containers.get(i), "image");
      if (!image.equals(image.strip())) {
        problems.invalid(
            SPEC.child(list).index(i).child("image"),
            image,
            "must not have leading or trailing whitespace");
      }
    }
  }

  @Override
  public void checkNew(final ObjectNode object, final Problems problems) {
    if (!object.at("/spec/ephemeralContainers").isEmpty()) {
      problems.forbidden(SPEC.child("ephemeralContainers"), "cannot be set on create");
    }
  }

  @Override
  public void checkChange(final ObjectNode object, final ObjectNode old, final Problems problems) {
    final JsonNode spec = object.path("spec");
    final JsonNode before = old.path("spec");
    for (final String list : List.of("containers", "initContainers")) {
      if (spec.path(list).size() != before.path(list).size()) {
        problems.forbidden(SPEC.child(list), "pod updates may not add or remove containers");
        return;
      }
    }
    if (!checkDeadline(
        spec.path("activeDeadlineSeconds"), before.path("activeDeadlineSeconds"), problems)) {
      return;
    }
    checkTolerations(spec.path("tolerations"), before.path("tolerations"), problems);
    if (!withoutChangeable(spec, before).equals(before)) {
      problems.forbidden(SPEC, ONLY_CHANGEABLE);
    }
  }

  /** A deadline can be set or brought forward. */
  private static boolean checkDeadline(
      final JsonNode deadline, final JsonNode before, final Problems problems) {
    final FieldPath path = SPEC.child("activeDeadlineSeconds");
    if (deadline.isNumber() && before.isNumber() && before.longValue() < deadline.longValue()) {
      problems.invalid(path, deadline, "must be less than or equal to previous value");
      return false;
    }
    if (!deadline.isNumber() && before.isNumber()) {
      problems.invalid(path, deadline, "must not update from a positive integer to nil value");
    }
    return true;
  }

  private static void checkTolerations(
      final JsonNode tolerations, final JsonNode before, final Problems problems) {
    final List<JsonNode> kept = tolerations.valueStream().map(PodRules::withoutSeconds).toList();
    if (before.valueStream().anyMatch(toleration -> !kept.contains(withoutSeconds(toleration)))) {
      problems.forbidden(
          SPEC.child("tolerations"),
          "existing toleration can not be modified except its tolerationSeconds");
    }
  }

  private static JsonNode withoutSeconds(final JsonNode toleration) {
    final ObjectNode copy = toleration.deepCopy();
    return copy.without("tolerationSeconds");
  }

  /** The new spec with the old values of all that may change. */
  private static ObjectNode withoutChangeable(final JsonNode spec, final JsonNode before) {
    final ObjectNode copy = spec.deepCopy();
    final ObjectNode old = (ObjectNode) before;
    for (final String list : List.of("containers", "initContainers")) {
      if (copy.get(list) instanceof ArrayNode containers) {
        for (int i = 0; i < containers.size(); i++) {
          Fields.restore(
              (ObjectNode) containers.get(i), (ObjectNode) old.get(list).get(i), "image");
        }
      }
    }
    Fields.restore(copy, old, "activeDeadlineSeconds");
    Fields.restore(copy, old, "tolerations");
    Fields.restore(copy, old, "schedulingGates");
    return copy;
  }
}
