package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;

/** What is special about pods: binding, eviction, what may change, quotas that count them. */
final class ApiPodScenarios {

  @Scenario(id = "api.pod.binding", proves = "a binding puts a pod on a node, once")
  void binding(Api api) {
    api.pods().create(Samples.pod("a")).expect(201);
    var target =
        """
        apiVersion: v1
        kind: Binding
        metadata: {name: a}
        target: {apiVersion: v1, kind: Node, name: %s}
        """;
    var bound = api.pods().sub("binding").createFor("a", target.formatted("nowhere")).expect(201);
    assertThat(bound.text("/kind")).isEqualTo("Status");
    assertThat(bound.text("/status")).isEqualTo("Success");
    var pod = api.pods().get("a").expect(200);
    assertThat(pod.text("/spec/nodeName")).isEqualTo("nowhere");
    var scheduled = pod.at("/status/conditions/0");
    assertThat(scheduled.text("/type")).isEqualTo("PodScheduled");
    assertThat(scheduled.text("/status")).isEqualTo("True");
    api.pods()
        .sub("binding")
        .createFor("a", target.formatted("elsewhere"))
        .refused(409, "Conflict")
        .says("pod a is already assigned to node \"nowhere\"");
  }

  @Scenario(id = "api.pod.eviction", proves = "an eviction deletes the pod, with its options")
  void eviction(Api api) {
    api.pods().create(Samples.boundPod("a", "nowhere")).expect(201);
    var evicted =
        api.pods()
            .sub("eviction")
            .createFor(
                "a",
                """
                apiVersion: policy/v1
                kind: Eviction
                metadata: {name: a}
                deleteOptions: {gracePeriodSeconds: 7}
                """)
            .expect(201);
    assertThat(evicted.text("/status")).isEqualTo("Success");
    var pod = api.pods().get("a").expect(200);
    assertThat(pod.number("/metadata/deletionGracePeriodSeconds")).isEqualTo(7);
    api.pods().delete("a", "gracePeriodSeconds: 0").expect(200);
    api.pods()
        .sub("eviction")
        .createFor("b", "{apiVersion: policy/v1, kind: Eviction, metadata: {name: b}}")
        .refused(404, "NotFound");
  }

  @Scenario(
      id = "api.pod.update-limits",
      proves = "of a pod's spec little can be changed: the image can, the rest is refused")
  void updateLimits(Api api) {
    var created = api.pods().create(Samples.pod("a")).expect(201);
    var changed = api.pods().update(created.with("/spec/containers/0/image", "other")).expect(200);
    assertThat(changed.text("/spec/containers/0/image")).isEqualTo("other");
    assertThat(changed.generation()).isEqualTo(2);
    api.pods()
        .update(changed.with("/spec/restartPolicy", "Never"))
        .refused(422, "Invalid")
        .cause("FieldValueForbidden", "spec", "pod updates may not change fields other than");
    api.pods()
        .update(changed.with("/spec/containers/-", Document.yaml("{name: second, image: app}")))
        .refused(422, "Invalid")
        .cause("FieldValueForbidden", "spec.containers", "may not add or remove containers");
    api.pods().patch(PatchType.MERGE, "a", "metadata: {labels: {app: other}}").expect(200);
  }

  @Scenario(id = "api.pod.invalid", proves = "a pod is refused for what is wrong with it, by field")
  void invalid(Api api) {
    var pod = api.pods().document(Samples.pod("a"));
    api.pods()
        .create(pod.with("/spec/containers", Document.yaml("[]")))
        .refused(422, "Invalid")
        .cause("FieldValueRequired", "spec.containers");
    api.pods()
        .create(pod.with("/spec/containers/-", Document.yaml("{name: main, image: app}")))
        .refused(422, "Invalid")
        .cause("FieldValueDuplicate", "spec.containers[1].name", "main");
    api.pods()
        .create(pod.without("/spec/containers/0/image"))
        .refused(422, "Invalid")
        .cause("FieldValueRequired", "spec.containers[0].image");
    api.pods()
        .create(
            pod.with(
                "/spec/containers/0/volumeMounts",
                Document.yaml("[{name: data, mountPath: /data}]")))
        .refused(422, "Invalid")
        .cause("FieldValueNotFound", "spec.containers[0].volumeMounts[0].name", "data");
    api.pods()
        .create(pod.with("/spec/containers/0/ports", Document.yaml("[{containerPort: 800000}]")))
        .refused(422, "Invalid")
        .cause(
            "FieldValueInvalid",
            "spec.containers[0].ports[0].containerPort",
            "must be between 1 and 65535, inclusive");
    api.pods()
        .create(
            pod.with(
                "/spec/containers/0/resources",
                Document.yaml("{requests: {cpu: 2}, limits: {cpu: 1}}")))
        .refused(422, "Invalid")
        .cause(
            "FieldValueInvalid",
            "spec.containers[0].resources.requests",
            "must be less than or equal to cpu limit");
    api.pods()
        .create(pod.with("/spec/restartPolicy", "Sometimes"))
        .refused(422, "Invalid")
        .cause("FieldValueNotSupported", "spec.restartPolicy", "Always");
  }

  @Scenario(
      id = "api.pod.no-service-account",
      proves = "a pod that asks for a service account that does not exist is refused")
  void noServiceAccount(Api api) {
    api.pods()
        .create(api.pods().document(Samples.pod("a")).with("/spec/serviceAccountName", "nobody"))
        .refused(403, "Forbidden")
        .about("pods", "a")
        .says("error looking up service account " + api.namespace() + "/nobody");
  }

  @Scenario(
      id = "api.pod.quota",
      proves = "a pod beyond the quota is refused with used, requested and limited; one less fits")
  void quota(Api api) {
    quota(api, "pods", "1");
    api.pods().create(Samples.pod("a")).expect(201);
    api.pods()
        .create(Samples.pod("b"))
        .refused(403, "Forbidden")
        .about("pods", "b")
        .says(
            "pods \"b\" is forbidden: exceeded quota: limit, requested: pods=1, used: pods=1,"
                + " limited: pods=1");
    api.pods().get("b").refused(404, "NotFound");
    assertThat(api.of(Builtin.RESOURCE_QUOTA).get("limit").expect(200).text("/status/used/pods"))
        .isEqualTo("1");
  }

  @Scenario(
      id = "api.pod.quota-of-requests",
      proves = "under a quota of cpu a pod has to say how much it wants")
  void quotaOfRequests(Api api) {
    quota(api, "requests.cpu", "1");
    api.pods()
        .create(Samples.pod("a"))
        .refused(403, "Forbidden")
        .says("failed quota: limit: must specify requests.cpu");
    api.pods()
        .create(
            api.pods()
                .document(Samples.pod("a"))
                .with("/spec/containers/0/resources", Document.yaml("requests: {cpu: 2}")))
        .refused(403, "Forbidden")
        .says(
            "exceeded quota: limit, requested: requests.cpu=2, used: requests.cpu=0,"
                + " limited: requests.cpu=1");
  }

  /**
   * Limits one resource, of which nothing is used, and waits until the server goes by it, which a
   * second limit shows: a quota counts from when its status says what is used.
   */
  private static void quota(Api api, String resource, String most) {
    var quotas = api.of(Builtin.RESOURCE_QUOTA);
    var hard = Document.yaml("{secrets: '0', %s: '%s'}".formatted(resource, most));
    var status =
        Document.yaml("status: {used: {secrets: '0', %s: '0'}}".formatted(resource))
            .with("/status/hard", hard);
    quotas.create(quotas.document("metadata: {name: limit}").with("/spec/hard", hard)).expect(201);
    quotas.sub("status").patch(PatchType.MERGE, "limit", status.toString()).expect(200);
    api.await(
        "the quota is in force",
        () ->
            api.of(Builtin.SECRET)
                .create("metadata: {name: probe}")
                .dryRun()
                .send()
                .body()
                .contains("exceeded quota: limit"));
  }
}
