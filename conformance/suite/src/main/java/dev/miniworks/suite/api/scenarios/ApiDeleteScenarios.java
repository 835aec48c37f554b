package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;
import java.time.Instant;
import java.util.List;

/** How objects go: at once, with preconditions, held by finalizers, gracefully. */
final class ApiDeleteScenarios {

  @Scenario(
      id = "api.delete.answers-status",
      proves = "a deletion at once answers a Status that names what is gone")
  void answersStatus(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    var status = api.configMaps().delete("a").expect(200);
    assertThat(status.text("/kind")).isEqualTo("Status");
    assertThat(status.text("/status")).isEqualTo("Success");
    assertThat(status.text("/details/name")).isEqualTo("a");
    assertThat(status.text("/details/kind")).isEqualTo("configmaps");
    assertThat(status.text("/details/uid")).isEqualTo(created.uid());
    api.configMaps().get("a").refused(404, "NotFound");
    api.configMaps().delete("a").refused(404, "NotFound").about("configmaps", "a");
  }

  @Scenario(
      id = "api.delete.uid-precondition",
      proves = "a deletion that names another UID is refused with Conflict")
  void uidPrecondition(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .delete("a", "preconditions: {uid: other}")
        .refused(409, "Conflict")
        .about("ConfigMap", "a")
        .says("the UID in the precondition (other) does not match the UID in record");
    api.configMaps().delete("a", "preconditions: {uid: %s}".formatted(created.uid())).expect(200);
  }

  @Scenario(
      id = "api.delete.version-precondition",
      proves = "a deletion that names an old version is refused with Conflict")
  void versionPrecondition(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    var current = api.configMaps().patch(PatchType.MERGE, "a", "data: {color: blue}").expect(200);
    api.configMaps()
        .delete("a", "preconditions: {resourceVersion: '%s'}".formatted(created.version()))
        .refused(409, "Conflict")
        .says("the ResourceVersion in the precondition (%s)".formatted(created.version()));
    api.configMaps()
        .delete("a", "preconditions: {resourceVersion: '%s'}".formatted(current.version()))
        .expect(200);
  }

  @Scenario(id = "api.delete.dry-run", proves = "a dry run of a deletion deletes nothing")
  void dryRun(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps().delete("a").dryRun().expect(200);
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(created);
    api.configMaps().delete("a", "dryRun: [All]").expect(200);
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(created);
  }

  @Scenario(
      id = "api.delete.finalizer-holds",
      proves = "an object with a finalizer is marked, and goes when the last finalizer does")
  void finalizerHolds(Api api) {
    var secrets = api.of(Builtin.SECRET);
    var created = secrets.create("metadata: {name: a, finalizers: [example.com/hold]}").expect(201);
    try (var watch = secrets.watch().with("resourceVersion", created.version()).open()) {
      var held = secrets.delete("a").expect(200);
      assertThat(held.text("/kind")).isEqualTo("Secret");
      assertThat(held.text("/metadata/deletionTimestamp")).isNotEmpty();
      assertThat(held.text("/metadata/deletionGracePeriodSeconds")).isEqualTo("0");
      assertThat(watch.expect("MODIFIED", "a")).isEqualTo(held);
      assertThat(secrets.get("a").expect(200)).isEqualTo(held);

      secrets.patch(PatchType.MERGE, "a", "metadata: {finalizers: null}").expect(200);
      watch.expect("DELETED", "a");
      secrets.get("a").refused(404, "NotFound");
    }
  }

  @Scenario(id = "api.delete.again", proves = "a second deletion of a held object changes nothing")
  void again(Api api) {
    api.configMaps().create("metadata: {name: a, finalizers: [example.com/hold]}").expect(201);
    var held = api.configMaps().delete("a").expect(200);
    assertThat(api.configMaps().delete("a").expect(200)).isEqualTo(held);
    api.configMaps().patch(PatchType.MERGE, "a", "metadata: {finalizers: []}").expect(200);
    api.configMaps().get("a").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.delete.held-generation",
      proves = "the mark of a deletion counts in the generation")
  void heldGeneration(Api api) {
    var created =
        api.deployments()
            .create(
                api.deployments()
                    .document(Samples.deployment("a"))
                    .with("/metadata/finalizers", List.of("example.com/hold")))
            .expect(201);
    assertThat(created.generation()).isEqualTo(1);
    assertThat(api.deployments().delete("a").expect(200).generation()).isEqualTo(2);
    api.deployments().patch(PatchType.MERGE, "a", "metadata: {finalizers: null}").expect(200);
  }

  @Scenario(
      id = "api.delete.no-resurrection",
      proves = "an update cannot take the mark of a deletion away, nor add a finalizer")
  void noResurrection(Api api) {
    api.configMaps().create("metadata: {name: a, finalizers: [example.com/hold]}").expect(201);
    var held = api.configMaps().delete("a").expect(200);
    var updated =
        api.configMaps()
            .update(
                held.without("/metadata/deletionTimestamp")
                    .without("/metadata/deletionGracePeriodSeconds")
                    .with("/data/color", "red"))
            .expect(200);
    assertThat(updated.text("/metadata/deletionTimestamp"))
        .isEqualTo(held.text("/metadata/deletionTimestamp"));
    assertThat(updated.text("/data/color")).isEqualTo("red");
    api.configMaps()
        .patch(
            PatchType.MERGE, "a", "metadata: {finalizers: [example.com/hold, example.com/another]}")
        .refused(422, "Invalid")
        .cause(
            "FieldValueForbidden",
            "metadata.finalizers",
            "no new finalizers can be added if the object is being deleted");
    api.configMaps().create(Samples.configMap("a")).refused(409, "AlreadyExists");
    api.configMaps().patch(PatchType.MERGE, "a", "metadata: {finalizers: null}").expect(200);
  }

  @Scenario(id = "api.delete.finalizer-name", proves = "a finalizer without a domain is refused")
  void finalizerName(Api api) {
    api.configMaps()
        .create("metadata: {name: a, finalizers: [hold]}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.finalizers[0]", "nor is it fully qualified");
  }

  @Scenario(
      id = "api.delete.pod-graceful",
      proves = "a bound pod is marked with its grace period and stays until it is confirmed gone")
  void podGraceful(Api api) {
    var created = api.pods().create(Samples.boundPod("a", "nowhere")).expect(201);
    try (var watch = api.pods().watch().with("resourceVersion", created.version()).open()) {
      var marked = api.pods().delete("a").expect(200);
      assertThat(marked.text("/kind")).isEqualTo("Pod");
      assertThat(marked.number("/metadata/deletionGracePeriodSeconds")).isEqualTo(30);
      assertThat(seconds(marked.text("/metadata/deletionTimestamp")))
          .as("the time by which it shall be gone")
          .isGreaterThanOrEqualTo(seconds(marked.text("/metadata/creationTimestamp")) + 30);
      assertThat(watch.expect("MODIFIED", "a")).isEqualTo(marked);

      api.pods().delete("a", "gracePeriodSeconds: 0").expect(200);
      assertThat(watch.await("DELETED", "a").uid()).isEqualTo(created.uid());
      api.pods().get("a").refused(404, "NotFound");
    }
  }

  private static long seconds(String time) {
    return Instant.parse(time).getEpochSecond();
  }

  @Scenario(
      id = "api.delete.pod-grace-shorter",
      proves = "a grace period can be shortened later, not lengthened")
  void podGraceShorter(Api api) {
    api.pods().create(Samples.boundPod("a", "nowhere")).expect(201);
    api.pods().delete("a", "gracePeriodSeconds: 20").expect(200);
    var shorter = api.pods().delete("a", "gracePeriodSeconds: 10").expect(200);
    assertThat(shorter.number("/metadata/deletionGracePeriodSeconds")).isEqualTo(10);
    var longer = api.pods().delete("a", "gracePeriodSeconds: 60").expect(200);
    assertThat(longer.number("/metadata/deletionGracePeriodSeconds")).isEqualTo(10);
    api.pods().delete("a").with("gracePeriodSeconds", 0).expect(200);
    api.pods().get("a").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.delete.pod-at-once",
      proves = "grace 0 takes a bound pod away at once; a pod without node needs no grace")
  void podAtOnce(Api api) {
    api.pods().create(Samples.boundPod("a", "nowhere")).expect(201);
    api.pods().delete("a", "gracePeriodSeconds: 0").expect(200);
    api.pods().get("a").refused(404, "NotFound");

    api.pods().create(Samples.pod("b")).expect(201);
    api.pods().delete("b").expect(200);
    api.pods().get("b").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.delete.pod-version",
      proves = "a pod that goes at once is answered under the version of its deletion")
  void podVersion(Api api) {
    var created = api.pods().create(Samples.pod("a")).expect(201);
    var gone = api.pods().delete("a").expect(200);
    var later = api.pods().create(Samples.pod("b")).expect(201);
    assertThat(Long.parseLong(gone.version()))
        .isGreaterThan(Long.parseLong(created.version()))
        .isLessThan(Long.parseLong(later.version()));
  }

  @Scenario(id = "api.delete.pod-ended", proves = "a bound pod that has ended needs no grace")
  void podEnded(Api api) {
    api.pods().create(Samples.boundPod("a", "nowhere")).expect(201);
    api.pods().sub("status").patch(PatchType.MERGE, "a", "status: {phase: Failed}").expect(200);
    api.pods().delete("a").expect(200);
    api.pods().get("a").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.delete.collection",
      proves = "a collection is deleted by selector, and the rest stays")
  void collection(Api api) {
    var secrets = api.of(Builtin.SECRET);
    secrets.create("metadata: {name: a, labels: {tier: front}}").expect(201);
    secrets.create("metadata: {name: b, labels: {tier: back}}").expect(201);
    secrets.create("metadata: {name: c, labels: {tier: front}}").expect(201);
    secrets
        .create("metadata: {name: d, labels: {tier: front}, finalizers: [example.com/hold]}")
        .expect(201);
    secrets.deleteAll().with("labelSelector", "tier=front").dryRun().expect(200);
    assertThat(secrets.list().expect(200).names()).containsExactly("a", "b", "c", "d");

    var deleted = secrets.deleteAll().with("labelSelector", "tier=front").expect(200);
    assertThat(deleted.names()).containsExactly("a", "c", "d");
    assertThat(secrets.list().expect(200).names()).containsExactly("b", "d");
    assertThat(secrets.get("d").expect(200).text("/metadata/deletionTimestamp")).isNotEmpty();
    secrets.patch(PatchType.MERGE, "d", "metadata: {finalizers: null}").expect(200);

    secrets.deleteAll().with("fieldSelector", "metadata.name=none").expect(200);
    assertThat(secrets.list().expect(200).names()).containsExactly("b");
    secrets.deleteAll().expect(200);
    assertThat(secrets.list().expect(200).names()).isEmpty();
  }

  @Scenario(
      id = "api.delete.bad-options",
      proves = "options that contradict each other are refused")
  void badOptions(Api api) {
    api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .delete("a", "{orphanDependents: true, propagationPolicy: Foreground}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "propagationPolicy", "cannot be both set");
    api.configMaps()
        .delete("a", "propagationPolicy: Sideways")
        .refused(422, "Invalid")
        .cause("FieldValueNotSupported", "propagationPolicy", "Foreground");
    api.configMaps().get("a").expect(200);
  }
}
