package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;

/** Replacing objects: versions, generations, conflicts. */
final class ApiUpdateScenarios {

  @Scenario(
      id = "api.update.replaces",
      proves = "an update replaces the whole object; what it leaves out is gone")
  void replaces(Api api) {
    var created =
        api.configMaps()
            .create("{metadata: {name: a, labels: {x: y}}, data: {color: red, size: big}}")
            .expect(201);
    var updated =
        api.configMaps()
            .update(created.without("/metadata/labels").with("/data", Document.yaml("size: small")))
            .expect(200);
    assertThat(updated.at("/data")).isEqualTo(Document.yaml("size: small"));
    assertThat(updated.has("/metadata/labels")).isFalse();
    assertThat(updated.uid()).isEqualTo(created.uid());
    assertThat(updated.text("/metadata/creationTimestamp"))
        .isEqualTo(created.text("/metadata/creationTimestamp"));
    assertThat(Long.parseLong(updated.version())).isGreaterThan(Long.parseLong(created.version()));
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(updated);
  }

  @Scenario(
      id = "api.update.no-change",
      proves = "an update that changes nothing keeps the version and tells no watcher")
  void noChange(Api api) {
    var secrets = api.of(Builtin.SECRET);
    var created = secrets.create("{metadata: {name: a}, data: {x: eA==}}").expect(201);
    try (var watch = secrets.watch().with("resourceVersion", created.version()).open()) {
      assertThat(secrets.update(created).expect(200)).isEqualTo(created);
      var changed = secrets.update(created.with("/data/x", "eQ==")).expect(200);
      assertThat(watch.expect("MODIFIED", "a").version()).isEqualTo(changed.version());
    }
  }

  @Scenario(
      id = "api.update.conflict",
      proves = "an update of an old version is refused with Conflict and changes nothing")
  void conflict(Api api) {
    var old = api.configMaps().create(Samples.configMap("a")).expect(201);
    var current = api.configMaps().update(old.with("/data/color", "blue")).expect(200);
    api.configMaps()
        .update(old.with("/data/color", "green"))
        .refused(409, "Conflict")
        .about("configmaps", "a")
        .says("the object has been modified; please apply your changes to the latest version");
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(current);
  }

  @Scenario(
      id = "api.update.without-version",
      proves = "without a version an update of a built-in kind is last writer wins")
  void withoutVersion(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps().update(created.with("/data/color", "blue")).expect(200);
    var won =
        api.configMaps()
            .update(created.with("/data/color", "green").without("/metadata/resourceVersion"))
            .expect(200);
    assertThat(won.text("/data/color")).isEqualTo("green");
  }

  @Scenario(
      id = "api.update.without-version-custom",
      proves = "without a version an update of a custom resource is refused")
  void withoutVersionCustom(Api api) {
    var created = api.gadgets().create(Samples.gadget("a")).expect(201);
    api.gadgets()
        .update(created.with("/spec/size", 2).without("/metadata/resourceVersion"))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.resourceVersion", "must be specified for an update");
  }

  @Scenario(
      id = "api.update.other-uid",
      proves = "an update that names another UID is refused with Conflict")
  void otherUid(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .update(created.with("/metadata/uid", "00000000-0000-0000-0000-000000000000"))
        .refused(409, "Conflict")
        .says("Precondition failed: UID in precondition: 00000000-0000-0000-0000-000000000000");
  }

  @Scenario(
      id = "api.update.missing",
      proves = "an update of what does not exist is refused with NotFound")
  void missing(Api api) {
    api.configMaps()
        .update(api.configMaps().document(Samples.configMap("a")))
        .refused(404, "NotFound")
        .about("configmaps", "a");
  }

  @Scenario(
      id = "api.update.other-name",
      proves = "an update whose object has another name than the address is refused")
  void otherName(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .update("a", created.with("/metadata/name", "b"))
        .refused(400, "BadRequest")
        .says("the name of the object (b) does not match the name on the URL (a)");
    api.configMaps()
        .update("a", created.with("/metadata/namespace", "default"))
        .refused(400, "BadRequest")
        .says("the namespace of the provided object does not match the namespace sent on the");
  }

  @Scenario(
      id = "api.update.immutable-metadata",
      proves = "creation time and generation of an update count for nothing")
  void immutableMetadata(Api api) {
    var created = api.deployments().create(Samples.deployment("a")).expect(201);
    var updated =
        api.deployments()
            .update(
                created
                    .without("/metadata/resourceVersion")
                    .with("/metadata/creationTimestamp", "2001-01-01T00:00:00Z")
                    .with("/metadata/generation", 40)
                    .with("/metadata/labels/x", "y"))
            .expect(200);
    assertThat(updated.text("/metadata/creationTimestamp"))
        .isEqualTo(created.text("/metadata/creationTimestamp"));
    assertThat(updated.generation()).isEqualTo(1);
  }

  @Scenario(
      id = "api.update.generation",
      proves = "the generation counts changes of the spec, not of metadata")
  void generation(Api api) {
    var sets = api.of(Builtin.REPLICA_SET);
    assertThat(sets.create(Samples.replicaSet("a")).expect(201).generation()).isEqualTo(1);
    var labelled =
        sets.patch(PatchType.MERGE, "a", "metadata: {labels: {x: y}, annotations: {x: y}}")
            .expect(200);
    assertThat(labelled.generation()).isEqualTo(1);
    var scaled = sets.patch(PatchType.MERGE, "a", "spec: {replicas: 3}").expect(200);
    assertThat(scaled.generation()).isEqualTo(2);
    var again = sets.patch(PatchType.MERGE, "a", "spec: {replicas: 3}").expect(200);
    assertThat(again.generation()).isEqualTo(2);
  }

  @Scenario(
      id = "api.update.generation-of-deployment",
      proves = "a Deployment's generation also counts changes of its annotations")
  void generationOfDeployment(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    var labelled =
        api.deployments().patch(PatchType.MERGE, "a", "metadata: {labels: {x: y}}").expect(200);
    assertThat(labelled.generation()).isEqualTo(1);
    var annotated =
        api.deployments()
            .patch(PatchType.MERGE, "a", "metadata: {annotations: {x: y}}")
            .expect(200);
    assertThat(annotated.generation()).isEqualTo(2);
  }

  @Scenario(id = "api.update.generation-of-data", proves = "a kind without spec has no generation")
  void generationOfData(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    assertThat(created.has("/metadata/generation")).isFalse();
    var changed = api.configMaps().update(created.with("/data/color", "blue")).expect(200);
    assertThat(changed.has("/metadata/generation")).isFalse();
  }

  @Scenario(
      id = "api.update.generation-of-custom",
      proves = "a custom resource's generation counts every change but those of its metadata")
  void generationOfCustom(Api api) {
    var created = api.gadgets().create(Samples.gadget("a")).expect(201);
    assertThat(created.generation()).isEqualTo(1);
    var labelled =
        api.gadgets().patch(PatchType.MERGE, "a", "metadata: {annotations: {x: y}}").expect(200);
    assertThat(labelled.generation()).isEqualTo(1);
    var sized = api.gadgets().patch(PatchType.MERGE, "a", "spec: {size: 2}").expect(200);
    assertThat(sized.generation()).isEqualTo(2);
    var reported =
        api.gadgets().sub("status").patch(PatchType.MERGE, "a", "status: {phase: x}").expect(200);
    assertThat(reported.generation()).isEqualTo(2);
  }

  @Scenario(
      id = "api.update.dry-run",
      proves = "a dry run of an update or a patch answers the result and stores nothing")
  void dryRun(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    var updated = api.configMaps().update(created.with("/data/color", "blue")).dryRun().expect(200);
    assertThat(updated.text("/data/color")).isEqualTo("blue");
    var patched =
        api.configMaps().patch(PatchType.MERGE, "a", "data: {color: green}").dryRun().expect(200);
    assertThat(patched.text("/data/color")).isEqualTo("green");
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(created);
  }

  @Scenario(
      id = "api.update.immutable-data",
      proves = "a config map that was made immutable stays as it is")
  void immutableData(Api api) {
    var created =
        api.configMaps().create("{metadata: {name: a}, immutable: true, data: {x: y}}").expect(201);
    api.configMaps()
        .update(created.with("/data/x", "z"))
        .refused(422, "Invalid")
        .cause("FieldValueForbidden", "data", "field is immutable when `immutable` is set");
  }
}
