package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What the admission plugins that are on by default add to a pod: an account, a priority, and
 * patience with nodes that fail. They mount no token, since there is no kubelet to renew it.
 */
final class PodAdmission {

  private static final Map<String, Integer> SYSTEM_PRIORITIES =
      Map.of("system-cluster-critical", 2_000_000_000, "system-node-critical", 2_000_001_000);
  private static final int PATIENCE_SECONDS = 300;

  private PodAdmission() {}

  static void admit(final ObjectNode spec) {
    if (Fields.text(spec, "serviceAccountName").isEmpty()) {
      spec.put("serviceAccountName", "default").put("serviceAccount", "default");
    }
    Fields.setIfMissing(
        spec,
        "priority",
        SYSTEM_PRIORITIES.getOrDefault(Fields.text(spec, "priorityClassName"), 0));
    Fields.setIfMissing(spec, "preemptionPolicy", "PreemptLowerPriority");
    tolerateFailures(spec);
  }

  /** A client need not repeat what was added to the pod that it changes. */
  static void admitChange(final ObjectNode spec, final JsonNode before) {
    for (final String added : List.of("priority", "preemptionPolicy")) {
      if (!spec.has(added) && before.has(added)) {
        spec.set(added, before.get(added));
      }
    }
    tolerateFailures(spec);
  }

  private static void tolerateFailures(final ObjectNode spec) {
    for (final String taint :
        List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
      if (spec.path("tolerations").valueStream().noneMatch(given -> tolerates(given, taint))) {
        final ArrayNode tolerations = spec.withArray("tolerations");
        tolerations
            .addObject()
            .put("key", taint)
            .put("operator", "Exists")
            .put("effect", "NoExecute")
            .put("tolerationSeconds", PATIENCE_SECONDS);
      }
    }
  }

  private static boolean tolerates(final JsonNode toleration, final String taint) {
    final String key = Fields.text(toleration, "key");
    final String effect = Fields.text(toleration, "effect");
    return (key.equals(taint) || key.isEmpty()) && (effect.equals("NoExecute") || effect.isEmpty());
  }
}
