package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;

/** JSON, merge and strategic merge patches. */
final class ApiPatchScenarios {

  @Scenario(
      id = "api.patch.json",
      proves = "a JSON patch carries out its operations in their order")
  void json(Api api) {
    api.configMaps()
        .create("{metadata: {name: a, annotations: {x/y: z}}, data: {color: red, size: big}}")
        .expect(201);
    var patched =
        api.configMaps()
            .patch(
                PatchType.JSON,
                "a",
                """
                - {op: test, path: /data/color, value: red}
                - {op: replace, path: /data/color, value: blue}
                - {op: add, path: /data/shape, value: round}
                - {op: copy, from: /data/color, path: /data/other}
                - {op: move, from: /data/size, path: /data/length}
                - {op: remove, path: /metadata/annotations/x~1y}
                """)
            .expect(200);
    assertThat(patched.at("/data"))
        .isEqualTo(Document.yaml("{color: blue, shape: round, other: blue, length: big}"));
    assertThat(patched.fields("/metadata/annotations")).isEmpty();
  }

  @Scenario(
      id = "api.patch.json-lists",
      proves = "a JSON patch inserts into lists at an index and appends with a dash")
  void jsonLists(Api api) {
    api.gadgets().create("{metadata: {name: a}, spec: {size: 1, tags: [b]}}").expect(201);
    var patched =
        api.gadgets()
            .patch(
                PatchType.JSON,
                "a",
                """
                - {op: add, path: /spec/tags/0, value: a}
                - {op: add, path: /spec/tags/-, value: c}
                """)
            .expect(200);
    assertThat(patched.at("/spec/tags")).isEqualTo(Document.yaml("[a, b, c]"));
  }

  @Scenario(
      id = "api.patch.json-test-fails",
      proves = "a JSON patch whose test fails is refused and changes nothing")
  void jsonTestFails(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .patch(
            PatchType.JSON,
            "a",
            """
            - {op: replace, path: /data/color, value: blue}
            - {op: test, path: /data/color, value: red}
            """)
        .refused(422, "Invalid");
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(created);
  }

  @Scenario(
      id = "api.patch.json-missing-path",
      proves = "a JSON patch that removes what is not there, or adds below it, is refused")
  void jsonMissingPath(Api api) {
    api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .patch(PatchType.JSON, "a", "[{op: remove, path: /data/none}]")
        .refused(422, "Invalid");
    api.configMaps()
        .patch(PatchType.JSON, "a", "[{op: add, path: /metadata/labels/x, value: y}]")
        .refused(422, "Invalid");
  }

  @Scenario(
      id = "api.patch.json-malformed",
      proves = "what is no JSON patch is refused as a bad request")
  void jsonMalformed(Api api) {
    api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .patch(PatchType.JSON, "a", "data: {color: blue}")
        .refused(400, "BadRequest")
        .says("error decoding patch");
  }

  @Scenario(
      id = "api.patch.merge",
      proves = "a merge patch merges objects, replaces lists and removes what is null")
  void merge(Api api) {
    api.gadgets()
        .create(
            "{metadata: {name: a}, spec: {size: 1, tags: [a, b], labels: {x: '1', y: '2'}, note: n}}")
        .expect(201);
    var patched =
        api.gadgets()
            .patch(PatchType.MERGE, "a", "spec: {tags: [c], labels: {x: null, z: '3'}, code: ABC}")
            .expect(200);
    assertThat(patched.at("/spec/tags")).isEqualTo(Document.yaml("[c]"));
    assertThat(patched.at("/spec/labels")).isEqualTo(Document.yaml("{y: '2', z: '3'}"));
    assertThat(patched.text("/spec/note")).isEqualTo("n");
    assertThat(patched.text("/spec/code")).isEqualTo("ABC");
  }

  @Scenario(
      id = "api.patch.merge-replaces-containers",
      proves = "a merge patch replaces the list of containers of a template")
  void mergeReplacesContainers(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    var patched =
        api.deployments()
            .patch(
                PatchType.MERGE,
                "a",
                "spec: {template: {spec: {containers: [{name: other, image: x}]}}}")
            .expect(200);
    assertThat(patched.texts("/spec/template/spec/containers", "/name")).containsExactly("other");
  }

  @Scenario(
      id = "api.patch.strategic-containers",
      proves = "a strategic merge patch merges containers by their name")
  void strategicContainers(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    var patched =
        api.deployments()
            .patch(
                PatchType.STRATEGIC,
                "a",
                """
                spec: {template: {spec: {containers: [
                  {name: main, env: [{name: A, value: '1'}]}, {name: side, image: helper}]}}}
                """)
            .expect(200);
    var containers = "/spec/template/spec/containers";
    assertThat(patched.texts(containers, "/name")).containsExactlyInAnyOrder("main", "side");
    var main =
        patched.list(containers).stream()
            .filter(container -> container.text("/name").equals("main"))
            .findFirst()
            .orElseThrow();
    assertThat(main.text("/image")).isEqualTo("app");
    assertThat(main.at("/env")).isEqualTo(Document.yaml("[{name: A, value: '1'}]"));

    var changed =
        api.deployments()
            .patch(
                PatchType.STRATEGIC,
                "a",
                "spec: {template: {spec: {containers: [{name: side, image: other}]}}}")
            .expect(200);
    assertThat(changed.texts(containers, "/image")).containsExactlyInAnyOrder("app", "other");
  }

  @Scenario(
      id = "api.patch.strategic-delete",
      proves = "a strategic merge patch takes an element of a list away with $patch: delete")
  void strategicDelete(Api api) {
    api.deployments()
        .create(
            api.deployments()
                .document(Samples.deployment("a"))
                .with(
                    "/spec/template/spec/containers/-",
                    Document.yaml("{name: side, image: helper}")))
        .expect(201);
    var patched =
        api.deployments()
            .patch(
                PatchType.STRATEGIC,
                "a",
                "spec: {template: {spec: {containers: [{name: side, $patch: delete}]}}}")
            .expect(200);
    assertThat(patched.texts("/spec/template/spec/containers", "/name")).containsExactly("main");
  }

  @Scenario(
      id = "api.patch.strategic-replace",
      proves = "a strategic merge patch replaces a list or an object with $patch: replace")
  void strategicReplace(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    var patched =
        api.deployments()
            .patch(
                PatchType.STRATEGIC,
                "a",
                """
                spec: {template: {spec: {containers: [{$patch: replace}, {name: x, image: y}]}},
                  strategy: {$patch: replace, type: Recreate}}
                """)
            .expect(200);
    assertThat(patched.texts("/spec/template/spec/containers", "/name")).containsExactly("x");
    assertThat(patched.at("/spec/strategy")).isEqualTo(Document.yaml("type: Recreate"));
  }

  @Scenario(
      id = "api.patch.strategic-null",
      proves = "a strategic merge patch removes what is null, and defaults come back")
  void strategicNull(Api api) {
    api.deployments()
        .create(
            api.deployments()
                .document(Samples.deployment("a"))
                .with("/metadata/labels", Document.yaml("{x: '1', y: '2'}"))
                .with("/spec/revisionHistoryLimit", 3))
        .expect(201);
    var patched =
        api.deployments()
            .patch(
                PatchType.STRATEGIC,
                "a",
                "{metadata: {labels: {x: null}}, spec: {revisionHistoryLimit: null}}")
            .expect(200);
    assertThat(patched.at("/metadata/labels")).isEqualTo(Document.yaml("y: '2'"));
    assertThat(patched.number("/spec/revisionHistoryLimit")).isEqualTo(10);
  }

  @Scenario(
      id = "api.patch.strategic-finalizers",
      proves = "a strategic merge patch adds to plain lists that merge, such as finalizers")
  void strategicFinalizers(Api api) {
    api.configMaps().create("metadata: {name: a, finalizers: [example.com/one]}").expect(201);
    var patched =
        api.configMaps()
            .patch(PatchType.STRATEGIC, "a", "metadata: {finalizers: [example.com/two]}")
            .expect(200);
    assertThat(patched.list("/metadata/finalizers")).hasSize(2);
    var removed =
        api.configMaps()
            .patch(
                PatchType.STRATEGIC,
                "a",
                "metadata: {$deleteFromPrimitiveList/finalizers: [example.com/one, example.com/two]}")
            .expect(200);
    assertThat(removed.list("/metadata/finalizers")).isEmpty();
  }

  @Scenario(
      id = "api.patch.strategic-custom",
      proves = "a custom resource takes no strategic merge patch")
  void strategicCustom(Api api) {
    api.gadgets().create(Samples.gadget("a")).expect(201);
    api.gadgets()
        .patch(PatchType.STRATEGIC, "a", "spec: {size: 2}")
        .refused(415, "UnsupportedMediaType")
        .says("application/json-patch+json", "application/merge-patch+json");
  }

  @Scenario(
      id = "api.patch.unknown-type",
      proves = "a patch of an unknown sort is refused with UnsupportedMediaType")
  void unknownType(Api api) {
    api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .patch(PatchType.MERGE, "a", "data: {}")
        .body("application/json", "{}")
        .refused(415, "UnsupportedMediaType");
  }

  @Scenario(
      id = "api.patch.version-in-patch",
      proves = "a version in a patch is a precondition; without one a patch has none")
  void versionInPatch(Api api) {
    var old = api.configMaps().create(Samples.configMap("a")).expect(201);
    var current = api.configMaps().patch(PatchType.MERGE, "a", "data: {color: blue}").expect(200);
    var patch = "{metadata: {resourceVersion: '%s'}, data: {color: green}}";
    api.configMaps()
        .patch(PatchType.MERGE, "a", patch.formatted(old.version()))
        .refused(409, "Conflict")
        .about("configmaps", "a")
        .says("the object has been modified");
    api.configMaps().patch(PatchType.MERGE, "a", patch.formatted(current.version())).expect(200);
  }

  @Scenario(id = "api.patch.no-change", proves = "a patch that changes nothing keeps the version")
  void noChange(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    for (var type : new PatchType[] {PatchType.MERGE, PatchType.STRATEGIC}) {
      assertThat(api.configMaps().patch(type, "a", "data: {color: red}").expect(200))
          .isEqualTo(created);
    }
  }

  @Scenario(
      id = "api.patch.missing",
      proves = "a patch of what does not exist is refused with NotFound")
  void missing(Api api) {
    api.configMaps()
        .patch(PatchType.MERGE, "a", "data: {color: red}")
        .refused(404, "NotFound")
        .about("configmaps", "a");
  }

  @Scenario(
      id = "api.patch.result-validated",
      proves = "the result of a patch is validated as an update is")
  void resultValidated(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    api.deployments()
        .patch(PatchType.MERGE, "a", "spec: {replicas: -1}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.replicas", "must be greater than or equal to 0");
    api.deployments()
        .patch(PatchType.MERGE, "a", "metadata: {name: b}")
        .refused(400, "BadRequest")
        .says("the name of the object (b) does not match the name on the URL (a)");
  }
}
