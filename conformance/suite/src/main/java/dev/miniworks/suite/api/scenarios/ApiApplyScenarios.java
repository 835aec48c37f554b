package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;

/** Server-side apply: who owns which field, and what happens when two want the same. */
final class ApiApplyScenarios {

  @Scenario(
      id = "api.apply.creates",
      proves = "an apply creates what is missing with 201, and answers 200 from then on")
  void creates(Api api) {
    var created = api.configMaps().apply("one", "a", Samples.configMap("a")).expect(201);
    assertThat(created.at("/data")).isEqualTo(Document.yaml("color: red"));
    var entries = created.list("/metadata/managedFields");
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).text("/manager")).isEqualTo("one");
    assertThat(entries.get(0).text("/operation")).isEqualTo("Apply");
    assertThat(entries.get(0).at("/fieldsV1"))
        .isEqualTo(Document.yaml("{'f:data': {'f:color': {}}}"));
    var again = api.configMaps().apply("one", "a", Samples.configMap("a")).expect(200);
    assertThat(again.version()).isEqualTo(created.version());
  }

  @Scenario(id = "api.apply.needs-manager", proves = "an apply without a field manager is refused")
  void needsManager(Api api) {
    api.request("PATCH", api.configMaps().path() + "/a")
        .body(
            PatchType.APPLY.contentType(),
            api.configMaps().document(Samples.configMap("a")).toString())
        .refused(422, "Invalid")
        .cause("FieldValueRequired", "fieldManager", "is required for apply patch");
  }

  @Scenario(
      id = "api.apply.conflict",
      proves = "a value that another manager has set is a conflict that names him and the field")
  void conflict(Api api) {
    var first = api.configMaps().apply("one", "a", Samples.configMap("a")).expect(201);
    api.configMaps()
        .apply("two", "a", "{metadata: {name: a}, data: {color: blue}}")
        .refused(409, "Conflict")
        .says("Apply failed with 1 conflict: conflict with \"one\": .data.color")
        .cause("FieldManagerConflict", ".data.color", "conflict with \"one\"");
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(first);
  }

  @Scenario(
      id = "api.apply.same-value",
      proves = "two managers that want the same value share the field")
  void sameValue(Api api) {
    api.configMaps().apply("one", "a", Samples.configMap("a")).expect(201);
    var shared = api.configMaps().apply("two", "a", Samples.configMap("a")).expect(200);
    assertThat(shared.texts("/metadata/managedFields", "/manager"))
        .containsExactlyInAnyOrder("one", "two");
    var left = api.configMaps().apply("one", "a", "metadata: {name: a}").expect(200);
    assertThat(left.text("/data/color")).isEqualTo("red");
  }

  @Scenario(
      id = "api.apply.force",
      proves = "force takes the field over; the former owner loses it")
  void force(Api api) {
    api.configMaps().apply("one", "a", Samples.configMap("a")).expect(201);
    var taken =
        api.configMaps()
            .apply("two", "a", "{metadata: {name: a}, data: {color: blue}}")
            .with("force", true)
            .expect(200);
    assertThat(taken.text("/data/color")).isEqualTo("blue");
    assertThat(taken.texts("/metadata/managedFields", "/manager")).containsExactly("two");
    api.configMaps()
        .apply("one", "a", Samples.configMap("a"))
        .refused(409, "Conflict")
        .cause("FieldManagerConflict", ".data.color", "conflict with \"two\"");
  }

  @Scenario(
      id = "api.apply.removes",
      proves = "a field that a manager no longer applies goes; fields of others stay")
  void removes(Api api) {
    api.configMaps()
        .apply("one", "a", "{metadata: {name: a}, data: {color: red, size: big}}")
        .expect(201);
    api.configMaps().apply("two", "a", "{metadata: {name: a}, data: {shape: round}}").expect(200);
    var left =
        api.configMaps().apply("one", "a", "{metadata: {name: a}, data: {size: big}}").expect(200);
    assertThat(left.at("/data")).isEqualTo(Document.yaml("{size: big, shape: round}"));
  }

  @Scenario(
      id = "api.apply.updater-conflicts",
      proves =
          "a field that was updated belongs to the updater; an apply of another value conflicts")
  void updaterConflicts(Api api) {
    api.configMaps().apply("one", "a", Samples.configMap("a")).expect(201);
    api.configMaps()
        .patch(PatchType.MERGE, "a", "data: {color: blue}")
        .with("fieldManager", "editor")
        .expect(200);
    api.configMaps()
        .apply("one", "a", Samples.configMap("a"))
        .refused(409, "Conflict")
        .cause("FieldManagerConflict", ".data.color", "conflict with \"editor\" using v1");
  }

  @Scenario(
      id = "api.apply.containers",
      proves = "applied containers merge by name; one that is no longer applied goes")
  void containers(Api api) {
    var deployments = api.deployments();
    deployments.apply("one", "a", Samples.deployment("a")).expect(201);
    var side =
        """
        metadata: {name: a}
        spec: {template: {spec: {containers: [{name: side, image: helper}]}}}
        """;
    var containers = "/spec/template/spec/containers";
    var both = deployments.apply("two", "a", side).expect(200);
    assertThat(both.texts(containers, "/name")).containsExactly("main", "side");
    var left = deployments.apply("two", "a", "metadata: {name: a}").expect(200);
    assertThat(left.texts(containers, "/name")).containsExactly("main");
  }

  @Scenario(
      id = "api.apply.custom",
      proves = "a custom resource is applied too: list maps merge by key, other lists are replaced")
  void custom(Api api) {
    api.gadgets()
        .apply(
            "one",
            "a",
            "{metadata: {name: a}, spec: {size: 1, tags: [x], ports: [{name: http, number: 80}]}}")
        .expect(201);
    var merged =
        api.gadgets()
            .apply(
                "two",
                "a",
                "{metadata: {name: a}, spec: {tags: [y], ports: [{name: admin, number: 81}]}}")
            .expect(200);
    assertThat(merged.texts("/spec/ports", "/name")).containsExactly("http", "admin");
    assertThat(merged.at("/spec/tags")).isEqualTo(Document.yaml("[x, y]"));
    api.gadgets()
        .apply("two", "a", "{metadata: {name: a}, spec: {ports: [{name: http, number: 8080}]}}")
        .refused(409, "Conflict")
        .cause(
            "FieldManagerConflict", ".spec.ports[name=\"http\"].number", "conflict with \"one\"");
  }

  @Scenario(
      id = "api.apply.scale-is-not-spec",
      proves = "who scales through the subresource becomes the owner of the replicas",
      level = Level.EXTENDED)
  void scaleIsNotSpec(Api api) {
    var deployments = api.deployments();
    var applied = deployments.document(Samples.deployment("a")).with("/spec/replicas", 2);
    deployments.apply("one", "a", applied.toString()).expect(201);
    deployments
        .sub("scale")
        .patch(PatchType.MERGE, "a", "spec: {replicas: 5}")
        .with("fieldManager", "scaler")
        .expect(200);
    deployments
        .apply("one", "a", applied.toString())
        .refused(409, "Conflict")
        .cause("FieldManagerConflict", ".spec.replicas", "conflict with \"scaler\"");
    var left = deployments.apply("one", "a", Samples.deployment("a")).expect(200);
    assertThat(left.number("/spec/replicas")).isEqualTo(5);
  }

  @Scenario(
      id = "api.apply.managed-fields-refused",
      proves = "an apply that carries managedFields is refused")
  void managedFieldsRefused(Api api) {
    api.configMaps()
        .apply("one", "a", "metadata: {name: a, managedFields: [{manager: x, operation: Apply}]}")
        .refused(400, "BadRequest")
        .says("metadata.managedFields must be nil");
  }

  @Scenario(
      id = "api.apply.updates-tracked",
      proves = "creates and updates are tracked per manager, and an empty list forgets them")
  void updatesTracked(Api api) {
    var created =
        api.configMaps().create(Samples.configMap("a")).with("fieldManager", "maker").expect(201);
    assertThat(created.texts("/metadata/managedFields", "/manager")).containsExactly("maker");
    assertThat(created.texts("/metadata/managedFields", "/operation")).containsExactly("Update");
    var updated =
        api.configMaps()
            .update(created.with("/data/size", "big"))
            .with("fieldManager", "editor")
            .expect(200);
    assertThat(updated.texts("/metadata/managedFields", "/manager"))
        .containsExactlyInAnyOrder("maker", "editor");
    var forgotten =
        api.configMaps()
            .update(updated.with("/metadata/managedFields", Document.yaml("[{}]")))
            .expect(200);
    assertThat(forgotten.list("/metadata/managedFields")).isEmpty();
  }
}
