package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What admission adds to every new pod: its service account with the token's volume, its priority,
 * and how long it bears a node that does not answer.
 */
final class PodAdmission {

  private static final GroupResource ACCOUNTS = new GroupResource("", "serviceaccounts");
  private static final GroupResource PRIORITIES =
      new GroupResource("scheduling.k8s.io", "priorityclasses");
  private static final String TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final int TOKEN_SECONDS = 3607;
  private static final int TOLERATED_SECONDS = 300;
  private static final int MODE_0644 = 420;
  private static final String PREEMPTS = "PreemptLowerPriority";
  private static final Map<String, Integer> SYSTEM_PRIORITIES =
      Map.of("system-cluster-critical", 2_000_000_000, "system-node-critical", 2_000_001_000);

  private final ObjectStore store;
  private final Names names;

  PodAdmission(ObjectStore store, Names names) {
    this.store = store;
    this.names = names;
  }

  void mutate(ObjectNode pod) {
    ObjectNode spec = Json.child(pod, "spec");
    account(pod, spec);
    priority(pod, spec);
    tolerateFailures(spec);
  }

  /** What admission has added stays when somebody writes the pod without it. */
  void mutateChange(ObjectNode pod, ObjectNode old) {
    ObjectNode spec = Json.child(pod, "spec");
    for (String field : List.of("priority", "preemptionPolicy")) {
      if (!spec.hasNonNull(field) && old.path("spec").hasNonNull(field)) {
        spec.set(field, old.path("spec").get(field));
      }
    }
    tolerateFailures(spec);
  }

  private static void tolerateFailures(ObjectNode spec) {
    tolerate(spec, "node.kubernetes.io/not-ready");
    tolerate(spec, "node.kubernetes.io/unreachable");
  }

  private void account(ObjectNode pod, ObjectNode spec) {
    String name = spec.path("serviceAccountName").asText();
    if (name.isEmpty()) {
      name = "default";
      spec.put("serviceAccountName", name);
    }
    spec.put("serviceAccount", name);
    String namespace = pod.path("metadata").path("namespace").asText();
    Optional<Item> account = store.get(ACCOUNTS, new ObjectKey(namespace, name));
    if (account.isEmpty()) {
      throw ApiException.forbidden(
          new GroupResource("", "pods"),
          pod.path("metadata").path("name").asText(),
          "error looking up service account "
              + namespace
              + "/"
              + name
              + ": serviceaccount \""
              + name
              + "\" not found");
    }
    JsonNode json = account.get().json();
    boolean mounts =
        spec.path("automountServiceAccountToken")
            .asBoolean(json.path("automountServiceAccountToken").asBoolean(true));
    if (mounts) {
      mountToken(spec);
    }
    JsonNode pullSecrets = json.path("imagePullSecrets");
    if (!pullSecrets.isEmpty() && spec.path("imagePullSecrets").isEmpty()) {
      spec.set("imagePullSecrets", pullSecrets.deepCopy());
    }
  }

  private void mountToken(ObjectNode spec) {
    String volume = "kube-api-access-" + names.suffix();
    boolean mounted = false;
    for (String containers : List.of("initContainers", "containers")) {
      for (JsonNode container : spec.path(containers)) {
        if (container instanceof ObjectNode object && !mountsToken(object)) {
          object
              .withArray("/volumeMounts")
              .addObject()
              .put("name", volume)
              .put("readOnly", true)
              .put("mountPath", TOKEN_PATH);
          mounted = true;
        }
      }
    }
    if (mounted) {
      spec.withArray("/volumes").add(tokenVolume(volume));
    }
  }

  private static boolean mountsToken(ObjectNode container) {
    for (JsonNode mount : container.path("volumeMounts")) {
      if (mount.path("mountPath").asText().equals(TOKEN_PATH)) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode tokenVolume(String name) {
    ObjectNode volume = Json.object().put("name", name);
    ObjectNode projected = volume.putObject("projected");
    ArrayNode sources = projected.putArray("sources");
    sources
        .addObject()
        .putObject("serviceAccountToken")
        .put("expirationSeconds", TOKEN_SECONDS)
        .put("path", "token");
    ObjectNode authority = sources.addObject().putObject("configMap");
    authority.put("name", "kube-root-ca.crt");
    authority.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
    ObjectNode namespace = sources.addObject().putObject("downwardAPI");
    ObjectNode item = namespace.putArray("items").addObject().put("path", "namespace");
    item.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
    projected.put("defaultMode", MODE_0644);
    return volume;
  }

  private void priority(ObjectNode pod, ObjectNode spec) {
    String name = spec.path("priorityClassName").asText();
    if (name.isEmpty() || SYSTEM_PRIORITIES.containsKey(name)) {
      spec.put("priority", SYSTEM_PRIORITIES.getOrDefault(name, 0));
      spec.put("preemptionPolicy", PREEMPTS);
      return;
    }
    JsonNode priority =
        store
            .get(PRIORITIES, new ObjectKey("", name))
            .map(item -> (JsonNode) item.json())
            .orElseThrow(
                () ->
                    ApiException.forbidden(
                        new GroupResource("", "pods"),
                        pod.path("metadata").path("name").asText(),
                        "no PriorityClass with name " + name + " was found"));
    spec.put("priority", priority.path("value").asInt());
    spec.put("preemptionPolicy", priority.path("preemptionPolicy").asText(PREEMPTS));
  }

  private static void tolerate(ObjectNode spec, String key) {
    for (JsonNode toleration : spec.path("tolerations")) {
      String tolerated = toleration.path("key").asText();
      String effect = toleration.path("effect").asText();
      if ((tolerated.equals(key) || tolerated.isEmpty())
          && (effect.equals("NoExecute") || effect.isEmpty())) {
        return;
      }
    }
    spec.withArray("/tolerations")
        .addObject()
        .put("key", key)
        .put("operator", "Exists")
        .put("effect", "NoExecute")
        .put("tolerationSeconds", TOLERATED_SECONDS);
  }
}
