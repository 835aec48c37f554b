package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.mock.api.FieldPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is demanded of a pod's spec, in a pod and in a template alike. */
final class PodSpecs {

  private PodSpecs() {}

  static void check(final JsonNode spec, final FieldPath path, final Problems problems) {
    final Set<String> volumes =
        Volumes.check(spec.path("volumes"), path.child("volumes"), problems);
    checkContainers(spec, volumes, path, problems);
    problems.oneOf(
        spec.path("restartPolicy"), path.child("restartPolicy"), "Always", "OnFailure", "Never");
    problems.oneOf(
        spec.path("dnsPolicy"),
        path.child("dnsPolicy"),
        "ClusterFirstWithHostNet",
        "ClusterFirst",
        "Default",
        "None");
    Names.checkLabels(spec.path("nodeSelector"), path.child("nodeSelector"), problems);
    checkName(spec, "serviceAccountName", path, problems);
    checkName(spec, "nodeName", path, problems);
    checkDeadline(spec, path, problems);
    checkLabel(spec, "hostname", path, problems);
    checkLabel(spec, "subdomain", path, problems);
    checkTolerations(spec.path("tolerations"), path.child("tolerations"), problems);
    checkName(spec, "priorityClassName", path, problems);
    checkName(spec, "runtimeClassName", path, problems);
  }

  private static void checkContainers(
      final JsonNode spec,
      final Set<String> volumes,
      final FieldPath path,
      final Problems problems) {
    final JsonNode containers = spec.path("containers");
    final long grace = spec.path("terminationGracePeriodSeconds").asLong(0);
    if (containers.isEmpty()) {
      problems.required(path.child("containers"));
    }
    final Set<String> names = new HashSet<>();
    final Set<String> hostPorts = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      final FieldPath place = path.child("containers").index(i);
      Containers.check(containers.get(i), volumes, place, problems);
      checkUnique(containers.get(i), names, place, problems);
      Containers.checkHandlers(containers.get(i), grace, place, problems);
      Containers.checkHostPorts(containers.get(i), hostPorts, place, problems);
    }
    final JsonNode initContainers = spec.path("initContainers");
    for (int i = 0; i < initContainers.size(); i++) {
      final FieldPath place = path.child("initContainers").index(i);
      Containers.check(initContainers.get(i), volumes, place, problems);
      checkUnique(initContainers.get(i), names, place, problems);
      if (Fields.text(initContainers.get(i), "restartPolicy").equals("Always")) {
        Containers.checkHandlers(initContainers.get(i), grace, place, problems);
      } else {
        Containers.forbidHandlers(initContainers.get(i), place, problems);
      }
    }
  }

  private static void checkUnique(
      final JsonNode container,
      final Set<String> names,
      final FieldPath path,
      final Problems problems) {
    final String name = Fields.text(container, "name");
    if (!name.isEmpty() && !names.add(name)) {
      problems.duplicate(path.child("name"), container.get("name"));
    }
  }

  private static void checkDeadline(
      final JsonNode spec, final FieldPath path, final Problems problems) {
    final JsonNode deadline = spec.path("activeDeadlineSeconds");
    if (deadline.isNumber()
        && (deadline.longValue() < 1 || deadline.longValue() > Integer.MAX_VALUE)) {
      problems.invalid(
          path.child("activeDeadlineSeconds"),
          deadline,
          "must be between 1 and " + Integer.MAX_VALUE + ", inclusive");
    }
  }

  private static void checkName(
      final JsonNode spec, final String field, final FieldPath path, final Problems problems) {
    final String name = Fields.text(spec, field);
    if (!name.isEmpty()) {
      Names.report(Names.subdomain(name), name, path.child(field), problems);
    }
  }

  private static void checkLabel(
      final JsonNode spec, final String field, final FieldPath path, final Problems problems) {
    final String name = Fields.text(spec, field);
    if (!name.isEmpty()) {
      Names.report(Names.label(name), name, path.child(field), problems);
    }
  }

  private static void checkTolerations(
      final JsonNode tolerations, final FieldPath path, final Problems problems) {
    for (int i = 0; i < tolerations.size(); i++) {
      checkToleration(tolerations.get(i), path.index(i), problems);
    }
  }

  private static void checkToleration(
      final JsonNode toleration, final FieldPath path, final Problems problems) {
    final String key = Fields.text(toleration, "key");
    final String operator = Fields.text(toleration, "operator");
    final String value = Fields.text(toleration, "value");
    final String effect = Fields.text(toleration, "effect");
    if (!key.isEmpty()) {
      Names.report(Names.qualified(key), key, path.child("key"), problems);
    } else if (!operator.equals("Exists")) {
      problems.invalid(
          path.child("operator"),
          operator,
          "operator must be Exists when `key` is empty, which means \"match all values and all"
              + " keys\"");
    }
    if (Fields.isSet(toleration, "tolerationSeconds") && !effect.equals("NoExecute")) {
      problems.invalid(
          path.child("effect"),
          effect,
          "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    switch (operator) {
      case "", "Equal" ->
          Names.report(Names.labelValue(value), value, path.child("operator"), problems);
      case "Exists" -> {
        if (!value.isEmpty()) {
          problems.invalid(
              path.child("operator"), value, "value must be empty when `operator` is 'Exists'");
        }
      }
      default ->
          problems.unsupported(
              path.child("operator"), toleration.get("operator"), List.of("Equal", "Exists"));
    }
    if (!effect.isEmpty()) {
      problems.oneOf(
          toleration.path("effect"),
          path.child("effect"),
          "NoSchedule",
          "PreferNoSchedule",
          "NoExecute");
    }
  }
}
