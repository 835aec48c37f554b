package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;

/** The status subresource: who writes the spec does not write the status, and the reverse. */
final class ApiStatusScenarios {

  @Scenario(
      id = "api.status.create-drops-it",
      proves = "a status in a create is dropped, for built-in kinds and custom resources")
  void createDropsIt(Api api) {
    var deployment =
        api.deployments()
            .create(
                api.deployments()
                    .document(Samples.deployment("a"))
                    .with("/status", Document.yaml("replicas: 7")))
            .expect(201);
    assertThat(deployment.at("/status")).isEqualTo(Document.yaml("{}"));
    var gadget =
        api.gadgets()
            .create(
                api.gadgets()
                    .document(Samples.gadget("a"))
                    .with("/status", Document.yaml("phase: Done")))
            .expect(201);
    assertThat(gadget.has("/status")).isFalse();
  }

  @Scenario(
      id = "api.status.update-leaves-it",
      proves = "an update or patch of the object leaves its status alone")
  void updateLeavesIt(Api api) {
    var sets = api.of(Builtin.REPLICA_SET);
    sets.create(Samples.replicaSet("a")).expect(201);
    var reported =
        sets.sub("status").patch(PatchType.MERGE, "a", "status: {replicas: 2}").expect(200);
    var updated =
        sets.update(reported.with("/spec/replicas", 3).with("/status/replicas", 9)).expect(200);
    assertThat(updated.number("/spec/replicas")).isEqualTo(3);
    assertThat(updated.number("/status/replicas")).isEqualTo(2);
    var patched = sets.patch(PatchType.MERGE, "a", "status: {replicas: 9}").expect(200);
    assertThat(patched.version()).isEqualTo(updated.version());
  }

  @Scenario(
      id = "api.status.leaves-spec",
      proves = "an update of the status leaves spec and generation alone; metadata it writes")
  void leavesSpec(Api api) {
    var sets = api.of(Builtin.REPLICA_SET);
    var created = sets.create(Samples.replicaSet("a")).expect(201);
    var reported =
        sets.sub("status")
            .update(
                created
                    .with("/spec/replicas", 5)
                    .with("/metadata/labels", Document.yaml("x: y"))
                    .with("/status/replicas", 2))
            .expect(200);
    assertThat(reported.number("/status/replicas")).isEqualTo(2);
    assertThat(reported.at("/spec")).isEqualTo(created.at("/spec"));
    assertThat(reported.generation()).isEqualTo(1);
    assertThat(reported.version()).isNotEqualTo(created.version());
    assertThat(reported.text("/metadata/labels/x"))
        .as("metadata of a built-in kind")
        .isEqualTo("y");
  }

  @Scenario(
      id = "api.status.custom-leaves-spec",
      proves = "for a custom resource too the status subresource takes nothing but the status")
  void customLeavesSpec(Api api) {
    var created = api.gadgets().create(Samples.gadget("a")).expect(201);
    var reported =
        api.gadgets()
            .sub("status")
            .update(
                created
                    .with("/spec/size", 50)
                    .with("/metadata/labels", Document.yaml("x: y"))
                    .with("/metadata/annotations", Document.yaml("x: y"))
                    .with("/status", Document.yaml("{phase: Done, unknown: 1}")))
            .expect(200);
    assertThat(reported.at("/status")).isEqualTo(Document.yaml("phase: Done"));
    assertThat(reported.at("/spec")).isEqualTo(created.at("/spec"));
    assertThat(reported.has("/metadata/labels")).isFalse();
    assertThat(reported.has("/metadata/annotations")).isFalse();
    assertThat(reported.generation()).isEqualTo(1);

    var updated =
        api.gadgets()
            .update(reported.with("/spec/size", 2).with("/status/phase", "Other"))
            .expect(200);
    assertThat(updated.text("/status/phase")).isEqualTo("Done");
    assertThat(updated.generation()).isEqualTo(2);
  }

  @Scenario(id = "api.status.validated", proves = "the status is checked like the rest")
  void validated(Api api) {
    api.gadgets().create(Samples.gadget("a")).expect(201);
    api.gadgets()
        .sub("status")
        .patch(PatchType.MERGE, "a", "status: {replicas: many}")
        .refused(422, "Invalid")
        .cause("FieldValueTypeInvalid", "status.replicas", "integer");
    api.of(Builtin.REPLICA_SET).create(Samples.replicaSet("a")).expect(201);
    api.of(Builtin.REPLICA_SET)
        .sub("status")
        .patch(PatchType.MERGE, "a", "status: {replicas: 1, readyReplicas: 2}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "status.readyReplicas", "cannot be greater than");
  }

  @Scenario(
      id = "api.status.conflict",
      proves = "an update of the status from an old version is refused with Conflict")
  void conflict(Api api) {
    var created = api.gadgets().create(Samples.gadget("a")).expect(201);
    api.gadgets().update(created.with("/spec/size", 2)).expect(200);
    api.gadgets()
        .sub("status")
        .update(created.with("/status", Document.yaml("phase: Done")))
        .refused(409, "Conflict")
        .says("the object has been modified");
  }

  @Scenario(id = "api.status.get", proves = "the status subresource reads as the whole object")
  void get(Api api) {
    var created = api.deployments().create(Samples.deployment("a")).expect(201);
    assertThat(api.deployments().sub("status").get("a").expect(200)).isEqualTo(created);
  }

  @Scenario(
      id = "api.status.pod-conditions",
      proves = "a strategic merge patch merges a pod's conditions by their type")
  void podConditions(Api api) {
    api.pods().create(Samples.pod("a")).expect(201);
    var status = api.pods().sub("status");
    status
        .patch(PatchType.STRATEGIC, "a", "status: {conditions: [{type: Ready, status: 'False'}]}")
        .expect(200);
    status
        .patch(
            PatchType.STRATEGIC,
            "a",
            "status: {conditions: [{type: example.com/gate, status: 'True'}]}")
        .expect(200);
    var patched =
        status
            .patch(
                PatchType.STRATEGIC, "a", "status: {conditions: [{type: Ready, status: 'True'}]}")
            .expect(200);
    assertThat(patched.texts("/status/conditions", "/type"))
        .containsExactlyInAnyOrder("Ready", "example.com/gate");
    assertThat(patched.texts("/status/conditions", "/status")).containsExactly("True", "True");
  }

  @Scenario(
      id = "api.status.missing-subresource",
      proves = "a kind without status subresource has none to be written")
  void missingSubresource(Api api) {
    api.configMaps().create(Samples.configMap("a")).expect(201);
    assertThat(api.configMaps().sub("status").patch(PatchType.MERGE, "a", "data: {}").send().code())
        .isEqualTo(404);
  }
}
