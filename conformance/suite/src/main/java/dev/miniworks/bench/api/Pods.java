package dev.miniworks.bench.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The pods of one namespace: ten share a label, and ten a node. */
record Pods(String namespace) {

  static final int GROUP = 10;

  /** Makes the namespace and what a pod in it needs; no controller does that here. */
  void open(Wire wire) {
    wire.answer(
        Wire.Call.post(
            "api/v1/namespaces",
            """
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"}}
            """
                .formatted(namespace)));
    wire.answer(
        Wire.Call.post(
            "api/v1/namespaces/" + namespace + "/serviceaccounts",
            """
            {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}}
            """));
  }

  String path() {
    return "api/v1/namespaces/" + namespace + "/pods";
  }

  String path(int number) {
    return path() + "/" + name(number);
  }

  Wire.Call create(int number) {
    return Wire.Call.post(path(), json(name(number), number / GROUP));
  }

  Wire.Call get(int number) {
    return Wire.Call.get(path(number));
  }

  /** Gives a pod that was read another annotation, whatever has happened to it since. */
  Wire.Call update(JsonNode read, String mark) {
    ObjectNode pod = read.deepCopy();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    var metadata = pod.withObject("/metadata");
    metadata.remove("resourceVersion");
    metadata.withObject("/annotations").put("mark", mark);
    return Wire.Call.put(path() + "/" + metadata.path("name").asText(), pod.toString());
  }

  /** Has the node report something else. */
  Wire.Call patchStatus(int number, String mark) {
    return Wire.Call.merge(
        path(number) + "/status",
        """
        {"status":{"phase":"Running","message":"%s","conditions":[{"type":"Ready","status":"True"}]}}
        """
            .formatted(mark));
  }

  Wire.Call list() {
    return Wire.Call.get(path());
  }

  Wire.Call listGroup(int group) {
    return Wire.Call.get(path() + "?labelSelector=group%3Dg" + group);
  }

  Wire.Call listNode(int group) {
    return Wire.Call.get(path() + "?fieldSelector=spec.nodeName%3Dnode-" + group);
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "pod-%05d", number);
  }

  static String json(String name, int group) {
    return """
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{"app":"web","group":"g%d"},
    "annotations":{"mark":"first"}},"spec":{"nodeName":"node-%d","containers":[{"name":"app",
    "image":"registry.k8s.io/pause:3.10","env":[{"name":"MODE","value":"fast"}],
    "resources":{"requests":{"cpu":"10m","memory":"16Mi"}},"ports":[{"containerPort":8080}],
    "readinessProbe":{"httpGet":{"path":"/ready","port":8080}}}]}}
    """
        .formatted(name, group, group);
  }
}
