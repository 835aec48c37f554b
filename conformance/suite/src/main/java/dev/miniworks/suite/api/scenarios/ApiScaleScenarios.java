package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.Endpoint;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;

/** The scale subresource, through which autoscalers and kubectl scale whatever scales. */
final class ApiScaleScenarios {

  @Scenario(
      id = "api.scale.deployment",
      proves = "a Deployment's scale has replicas and selector, and writes the replicas")
  void deployment(Api api) {
    scales(api, api.deployments(), Samples.deployment("a"));
  }

  @Scenario(
      id = "api.scale.replica-set",
      proves = "a ReplicaSet's scale has replicas and selector, and writes the replicas")
  void replicaSet(Api api) {
    scales(api, api.of(Builtin.REPLICA_SET), Samples.replicaSet("a"));
  }

  @Scenario(
      id = "api.scale.replication-controller",
      proves = "a ReplicationController's scale has replicas and selector, and writes the replicas")
  void replicationController(Api api) {
    scales(api, api.of(Builtin.REPLICATION_CONTROLLER), Samples.replicationController("a"));
  }

  private static void scales(Api api, Endpoint endpoint, String sample) {
    var created = endpoint.create(endpoint.document(sample).with("/spec/replicas", 2)).expect(201);
    endpoint.sub("status").patch(PatchType.MERGE, "a", "status: {replicas: 1}").expect(200);

    var scale = endpoint.sub("scale").get("a").expect(200);
    assertThat(scale.text("/kind")).isEqualTo("Scale");
    assertThat(scale.text("/apiVersion")).isEqualTo("autoscaling/v1");
    assertThat(scale.name()).isEqualTo("a");
    assertThat(scale.text("/metadata/namespace")).isEqualTo(api.namespace());
    assertThat(scale.uid()).isEqualTo(created.uid());
    assertThat(scale.at("/spec")).isEqualTo(Document.yaml("replicas: 2"));
    assertThat(scale.at("/status")).isEqualTo(Document.yaml("{replicas: 1, selector: app=web}"));

    var scaled = endpoint.sub("scale").update(scale.with("/spec/replicas", 4)).expect(200);
    assertThat(scaled.number("/spec/replicas")).isEqualTo(4);
    assertThat(scaled.version()).isNotEqualTo(scale.version());
    var object = endpoint.get("a").expect(200);
    assertThat(object.number("/spec/replicas")).isEqualTo(4);
    assertThat(object.version()).isEqualTo(scaled.version());
    assertThat(object.generation()).isEqualTo(created.generation() + 1);
    assertThat(object.at("/spec/template")).isEqualTo(created.at("/spec/template"));

    endpoint
        .sub("scale")
        .update(scale.with("/spec/replicas", 5))
        .refused(409, "Conflict")
        .says("the object has been modified");
    endpoint.sub("scale").patch(PatchType.MERGE, "a", "spec: {replicas: 0}").expect(200);
    assertThat(endpoint.get("a").expect(200).text("/spec/replicas")).isEqualTo("0");
  }

  @Scenario(
      id = "api.scale.custom",
      proves = "a custom resource scales by the paths that its definition names")
  void custom(Api api) {
    var created = api.gadgets().create(Samples.gadget("a")).expect(201);
    api.gadgets()
        .sub("status")
        .patch(PatchType.MERGE, "a", "status: {replicas: 3, selector: 'x in (y)'}")
        .expect(200);
    var scale = api.gadgets().sub("scale").get("a").expect(200);
    assertThat(scale.text("/apiVersion")).isEqualTo("autoscaling/v1");
    assertThat(scale.text("/kind")).isEqualTo("Scale");
    assertThat(scale.uid()).isEqualTo(created.uid());
    assertThat(scale.at("/spec")).isEqualTo(Document.yaml("replicas: 1"));
    assertThat(scale.at("/status")).isEqualTo(Document.yaml("{replicas: 3, selector: 'x in (y)'}"));
    api.gadgets().sub("scale").update(scale.with("/spec/replicas", 7)).expect(200);
    var scaled = api.gadgets().get("a").expect(200);
    assertThat(scaled.number("/spec/replicas")).isEqualTo(7);
    assertThat(scaled.number("/status/replicas")).isEqualTo(3);
    assertThat(scaled.generation()).isEqualTo(2);
  }

  @Scenario(id = "api.scale.negative", proves = "nothing is scaled below zero")
  void negative(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    api.deployments()
        .sub("scale")
        .patch(PatchType.MERGE, "a", "spec: {replicas: -1}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.replicas", "greater than or equal to 0");
  }

  @Scenario(
      id = "api.scale.missing",
      proves = "there is no scale of what does not exist, nor of a kind that does not scale")
  void missing(Api api) {
    api.deployments()
        .sub("scale")
        .get("a")
        .refused(404, "NotFound")
        .says("deployments.apps \"a\" not found");
    api.configMaps().create(Samples.configMap("a")).expect(201);
    assertThat(api.configMaps().sub("scale").get("a").send().code()).isEqualTo(404);
  }
}
