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

/** The life of a namespace. */
final class ApiNamespaceScenarios {

  @Scenario(
      id = "api.namespace.new",
      proves = "a new namespace is active, has its finalizer and its name as a label")
  void fresh(Api api) {
    var name = api.anotherNamespace();
    var namespace = api.namespaces().get(name).expect(200);
    assertThat(namespace.text("/status/phase")).isEqualTo("Active");
    assertThat(namespace.at("/spec/finalizers")).isEqualTo(Document.yaml("[kubernetes]"));
    assertThat(namespace.text("/metadata/labels/kubernetes.io~1metadata.name")).isEqualTo(name);
    assertThat(namespace.has("/metadata/namespace")).isFalse();
  }

  @Scenario(
      id = "api.namespace.initial",
      proves = "the namespaces default and kube-system are there from the start")
  void initial(Api api) {
    assertThat(api.namespaces().list().expect(200).names())
        .contains("default", "kube-system", "kube-public", "kube-node-lease");
  }

  @Scenario(
      id = "api.namespace.service-account",
      proves = "a new namespace gets its default service account",
      needs = Capability.SERVICE_ACCOUNT_CONTROLLER)
  void serviceAccount(Api api) {
    var accounts = api.in(api.anotherNamespace(), Builtin.SERVICE_ACCOUNT);
    api.await("the account", () -> accounts.get("default").send().code() == 200);
    var first = accounts.get("default").expect(200).uid();
    accounts.delete("default").expect(200);
    api.await(
        "another account",
        () -> {
          var reply = accounts.get("default").send();
          return reply.code() == 200 && !reply.document().uid().equals(first);
        });
  }

  @Scenario(
      id = "api.namespace.deletion-empties",
      proves = "a namespace that is deleted takes all its objects along and then goes itself",
      needs = Capability.NAMESPACE_CONTROLLER)
  void deletionEmpties(Api api) {
    var name = api.anotherNamespace();
    api.in(name, Builtin.CONFIG_MAP).create(Samples.configMap("a")).expect(201);
    api.in(name, Builtin.DEPLOYMENT).create(Samples.deployment("a")).expect(201);
    api.in(name, api.gadgets().kind()).create(Samples.gadget("a")).expect(201);
    var marked = api.namespaces().delete(name).expect(200);
    assertThat(marked.text("/kind")).isEqualTo("Namespace");
    assertThat(marked.text("/metadata/deletionTimestamp")).isNotEmpty();
    assertThat(marked.text("/status/phase")).isEqualTo("Terminating");
    api.awaitGone(api.namespaces(), name);
    api.in(name, Builtin.CONFIG_MAP).get("a").refused(404, "NotFound");
    api.in(name, Builtin.DEPLOYMENT).get("a").refused(404, "NotFound");
    api.in(name, api.gadgets().kind()).get("a").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.namespace.terminating-refuses",
      proves = "a namespace that is going takes no new objects, but lets those there change",
      needs = Capability.NAMESPACE_CONTROLLER)
  void terminatingRefuses(Api api) {
    var name = api.anotherNamespace();
    var maps = api.in(name, Builtin.CONFIG_MAP);
    maps.create("metadata: {name: a, finalizers: [example.com/hold]}").expect(201);
    api.namespaces().delete(name).expect(200);
    maps.create(Samples.configMap("b"))
        .refused(403, "Forbidden")
        .says("because it is being terminated")
        .cause("NamespaceTerminating", "metadata.namespace", "is being terminated");
    maps.patch(PatchType.MERGE, "a", "data: {color: blue}").expect(200);
    api.await(
        "it is being emptied", () -> maps.get("a").expect(200).has("/metadata/deletionTimestamp"));
    assertThat(api.namespaces().get(name).expect(200).text("/status/phase"))
        .isEqualTo("Terminating");
    maps.patch(PatchType.MERGE, "a", "metadata: {finalizers: null}").expect(200);
    api.awaitGone(api.namespaces(), name);
  }

  @Scenario(
      id = "api.namespace.again",
      proves = "a namespace can be made again under its name once it is gone",
      needs = Capability.NAMESPACE_CONTROLLER)
  void again(Api api) {
    var name = api.anotherNamespace();
    api.in(name, Builtin.CONFIG_MAP).create(Samples.configMap("a")).expect(201);
    api.namespaces().delete(name).expect(200);
    api.awaitGone(api.namespaces(), name);
    api.namespaces().create("metadata: {name: %s}".formatted(name)).expect(201);
    assertThat(api.in(name, Builtin.SECRET).list().expect(200).names()).isEmpty();
    api.in(name, Builtin.CONFIG_MAP).get("a").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.namespace.protected",
      proves = "the namespaces of the system cannot be deleted")
  void protectedOnes(Api api) {
    for (var name : List.of("default", "kube-system", "kube-public")) {
      api.namespaces()
          .delete(name)
          .refused(403, "Forbidden")
          .about("namespaces", name)
          .says("this namespace may not be deleted");
    }
  }
}
