package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Samples;
import java.util.List;

/** What becomes of the dependents of an object that is deleted. */
final class ApiGcScenarios {

  @Scenario(
      id = "api.gc.background",
      proves = "background: the owner goes at once, its dependents after it",
      needs = Capability.GARBAGE_COLLECTOR)
  void background(Api api) {
    var owner = owner(api);
    dependent(api, "b", owner, false);
    api.configMaps().create(Samples.configMap("c")).expect(201);
    api.configMaps().delete("a", "propagationPolicy: Background").expect(200);
    api.configMaps().get("a").refused(404, "NotFound");
    api.awaitGone(api.of(Builtin.SECRET), "b");
    api.configMaps().get("c").expect(200);
  }

  @Scenario(
      id = "api.gc.chain",
      proves = "dependents of dependents go too",
      needs = Capability.GARBAGE_COLLECTOR)
  void chain(Api api) {
    var second = dependent(api, "b", owner(api), false);
    dependent(api, "c", second, false);
    api.configMaps().delete("a", "propagationPolicy: Background").expect(200);
    api.awaitGone(api.of(Builtin.SECRET), "c");
    api.awaitGone(api.of(Builtin.SECRET), "b");
  }

  @Scenario(
      id = "api.gc.foreground",
      proves = "foreground: the owner stays, marked, until the dependents that block it are gone",
      needs = Capability.GARBAGE_COLLECTOR)
  void foreground(Api api) {
    var owner = owner(api);
    dependent(api, "b", owner, true);
    api.of(Builtin.SECRET)
        .patch(PatchType.MERGE, "b", "metadata: {finalizers: [example.com/hold]}")
        .expect(200);
    var marked = api.configMaps().delete("a", "propagationPolicy: Foreground").expect(200);
    assertThat(marked.text("/metadata/deletionTimestamp")).isNotEmpty();
    assertThat(marked.at("/metadata/finalizers")).isEqualTo(Document.yaml("[foregroundDeletion]"));

    api.await(
        "the dependent is being deleted",
        () -> api.of(Builtin.SECRET).get("b").expect(200).has("/metadata/deletionTimestamp"));
    api.configMaps().get("a").expect(200);
    api.of(Builtin.SECRET).patch(PatchType.MERGE, "b", "metadata: {finalizers: null}").expect(200);
    api.awaitGone(api.configMaps(), "a");
    api.of(Builtin.SECRET).get("b").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.gc.foreground-not-blocked",
      proves = "foreground: a dependent that does not block lets the owner go before it",
      needs = Capability.GARBAGE_COLLECTOR)
  void foregroundNotBlocked(Api api) {
    var owner = owner(api);
    dependent(api, "b", owner, false);
    api.of(Builtin.SECRET)
        .patch(PatchType.MERGE, "b", "metadata: {finalizers: [example.com/hold]}")
        .expect(200);
    api.configMaps().delete("a", "propagationPolicy: Foreground").expect(200);
    api.awaitGone(api.configMaps(), "a");
    assertThat(api.of(Builtin.SECRET).get("b").expect(200).uid()).isNotEmpty();
    api.of(Builtin.SECRET).patch(PatchType.MERGE, "b", "metadata: {finalizers: null}").expect(200);
    api.awaitGone(api.of(Builtin.SECRET), "b");
  }

  @Scenario(
      id = "api.gc.orphan",
      proves = "orphan: the dependents stay and lose their reference to the owner",
      needs = Capability.GARBAGE_COLLECTOR)
  void orphan(Api api) {
    var owner = owner(api);
    var before = dependent(api, "b", owner, true);
    var marked = api.configMaps().delete("a", "propagationPolicy: Orphan").expect(200);
    assertThat(marked.at("/metadata/finalizers")).isEqualTo(Document.yaml("[orphan]"));
    api.awaitGone(api.configMaps(), "a");
    var orphan = api.of(Builtin.SECRET).get("b").expect(200);
    assertThat(orphan.uid()).isEqualTo(before.uid());
    assertThat(orphan.list("/metadata/ownerReferences")).isEmpty();
    assertThat(orphan.has("/metadata/deletionTimestamp")).isFalse();
  }

  @Scenario(
      id = "api.gc.absent-owner",
      proves = "a dependent whose owner never existed is deleted",
      needs = Capability.GARBAGE_COLLECTOR)
  void absentOwner(Api api) {
    var never =
        Document.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: never, uid: nobody-1}}");
    dependent(api, "b", never, false);
    api.awaitGone(api.of(Builtin.SECRET), "b");
  }

  @Scenario(
      id = "api.gc.other-uid",
      proves = "an owner is who has the UID, not who has the name",
      needs = Capability.GARBAGE_COLLECTOR)
  void otherUid(Api api) {
    var owner = owner(api);
    dependent(api, "kept", owner, false);
    dependent(api, "gone", owner.with("/metadata/uid", "nobody-2"), false);
    api.awaitGone(api.of(Builtin.SECRET), "gone");
    api.of(Builtin.SECRET).get("kept").expect(200);
  }

  @Scenario(
      id = "api.gc.two-owners",
      proves = "a dependent stays while one of its owners lives, and forgets the other",
      needs = Capability.GARBAGE_COLLECTOR)
  void twoOwners(Api api) {
    var first = owner(api);
    var second = api.configMaps().create(Samples.configMap("other")).expect(201);
    var both = dependent(api, "b", first, false);
    api.of(Builtin.SECRET)
        .update(both.with("/metadata/ownerReferences/-", reference(second, false)))
        .expect(200);
    api.configMaps().delete("a", "propagationPolicy: Background").expect(200);
    api.await(
        "the dead owner is forgotten",
        () ->
            api.of(Builtin.SECRET)
                .get("b")
                .expect(200)
                .texts("/metadata/ownerReferences", "/uid")
                .equals(List.of(second.uid())));
  }

  @Scenario(
      id = "api.gc.other-namespace",
      proves = "an owner in another namespace counts as absent",
      needs = Capability.GARBAGE_COLLECTOR)
  void otherNamespace(Api api) {
    var elsewhere =
        api.in(api.anotherNamespace(), Builtin.CONFIG_MAP)
            .create(Samples.configMap("a"))
            .expect(201);
    dependent(api, "b", elsewhere, false);
    api.awaitGone(api.of(Builtin.SECRET), "b");
  }

  @Scenario(
      id = "api.gc.custom-owner",
      proves = "a custom resource owns as a built-in kind does",
      needs = Capability.GARBAGE_COLLECTOR)
  void customOwner(Api api) {
    var owner = api.gadgets().create(Samples.gadget("a")).expect(201);
    var dependent = dependent(api, "b", owner, true);
    assertThat(dependent.texts("/metadata/ownerReferences", "/uid")).containsExactly(owner.uid());
    api.gadgets().delete("a", "propagationPolicy: Background").expect(200);
    api.awaitGone(api.of(Builtin.SECRET), "b");
  }

  @Scenario(
      id = "api.gc.workload-defaults",
      proves = "without a policy a Deployment or ReplicaSet goes at once")
  void workloadDefaults(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    api.deployments().delete("a").expect(200);
    api.deployments().get("a").refused(404, "NotFound");
    var sets = api.of(Builtin.REPLICA_SET);
    sets.create(Samples.replicaSet("a")).expect(201);
    sets.delete("a").expect(200);
    sets.get("a").refused(404, "NotFound");
  }

  private static Document owner(Api api) {
    return api.configMaps().create(Samples.configMap("a")).expect(201);
  }

  private static Document dependent(Api api, String name, Document owner, boolean blocks) {
    return api.of(Builtin.SECRET)
        .create(
            api.of(Builtin.SECRET)
                .document("metadata: {name: %s, ownerReferences: []}".formatted(name))
                .with("/metadata/ownerReferences/-", reference(owner, blocks)))
        .expect(201);
  }

  private static Document reference(Document owner, boolean blocks) {
    return Document.yaml(
        "{apiVersion: %s, kind: %s, name: %s, uid: %s, blockOwnerDeletion: %s}"
            .formatted(
                owner.text("/apiVersion"), owner.text("/kind"), owner.name(), owner.uid(), blocks));
  }
}
