package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Definitions;
import dev.miniworks.suite.api.Document;
import java.util.List;
import java.util.Optional;

/** How clients find out what there is. */
final class ApiDiscoveryScenarios {

  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  @Scenario(
      id = "api.discovery.version",
      proves = "the server tells its version and that it is well")
  void version(Api api) {
    var version = api.request("GET", "/version").expect(200);
    assertThat(version.text("/major")).isEqualTo("1");
    assertThat(version.text("/minor")).matches("[0-9]+.*");
    assertThat(version.text("/gitVersion")).startsWith("v1.");
    for (var path : List.of("/healthz", "/livez", "/readyz")) {
      var reply = api.request("GET", path).send();
      assertThat(reply.code()).as(path).isEqualTo(200);
      assertThat(reply.body()).as(path).isEqualTo("ok");
    }
  }

  @Scenario(
      id = "api.discovery.groups",
      proves = "/api and /apis list the groups with their versions and the preferred one")
  void groups(Api api) {
    var core = api.request("GET", "/api").expect(200);
    assertThat(core.text("/kind")).isEqualTo("APIVersions");
    assertThat(core.at("/versions")).isEqualTo(Document.yaml("[v1]"));
    var groups = api.request("GET", "/apis").expect(200);
    assertThat(groups.text("/kind")).isEqualTo("APIGroupList");
    var apps = find(groups, "/groups", "/name", "apps").orElseThrow();
    assertThat(apps.text("/preferredVersion/groupVersion")).isEqualTo("apps/v1");
    assertThat(apps.texts("/versions", "/groupVersion")).contains("apps/v1");
    assertThat(groups.texts("/groups", "/name"))
        .contains("apps", "coordination.k8s.io", "apiextensions.k8s.io", "policy");
  }

  @Scenario(id = "api.discovery.group", proves = "each group answers for itself")
  void group(Api api) {
    var apps = api.request("GET", "/apis/apps").expect(200);
    assertThat(apps.text("/kind")).isEqualTo("APIGroup");
    assertThat(apps.text("/name")).isEqualTo("apps");
    assertThat(apps.text("/preferredVersion/version")).isEqualTo("v1");
  }

  @Scenario(
      id = "api.discovery.resources",
      proves = "a version lists its resources with kind, verbs, short names and subresources")
  void resources(Api api) {
    var core = api.request("GET", "/api/v1").expect(200);
    assertThat(core.text("/kind")).isEqualTo("APIResourceList");
    assertThat(core.text("/groupVersion")).isEqualTo("v1");
    var pods = find(core, "/resources", "/name", "pods").orElseThrow();
    assertThat(pods.text("/kind")).isEqualTo("Pod");
    assertThat(pods.text("/singularName")).isEqualTo("pod");
    assertThat(pods.text("/namespaced")).isEqualTo("true");
    assertThat(pods.at("/shortNames")).isEqualTo(Document.yaml("[po]"));
    assertThat(pods.at("/categories")).isEqualTo(Document.yaml("[all]"));
    assertThat(pods.texts("/verbs", ""))
        .contains(
            "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    var namespaces = find(core, "/resources", "/name", "namespaces").orElseThrow();
    assertThat(namespaces.text("/namespaced")).isEqualTo("false");
    assertThat(namespaces.texts("/verbs", ""))
        .as("nobody deletes all namespaces at once")
        .contains("create", "delete", "get", "list", "patch", "update", "watch")
        .doesNotContain("deletecollection");
    assertThat(core.texts("/resources", "/name"))
        .contains("pods/status", "pods/binding", "pods/eviction", "configmaps", "nodes");

    var apps = api.request("GET", "/apis/apps/v1").expect(200);
    var scale = find(apps, "/resources", "/name", "deployments/scale").orElseThrow();
    assertThat(scale.text("/kind")).isEqualTo("Scale");
    assertThat(scale.text("/group")).isEqualTo("autoscaling");
    assertThat(scale.text("/version")).isEqualTo("v1");
    var deployments = find(apps, "/resources", "/name", "deployments").orElseThrow();
    assertThat(deployments.at("/shortNames")).isEqualTo(Document.yaml("[deploy]"));
  }

  @Scenario(
      id = "api.discovery.aggregated",
      proves = "who asks for it gets everything in two answers, with subresources in place")
  void aggregated(Api api) {
    var reply = api.request("GET", "/apis").header("Accept", AGGREGATED).send();
    assertThat(reply.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).contains("as=APIGroupDiscoveryList"));
    var groups = reply.expect(200);
    assertThat(groups.text("/kind")).isEqualTo("APIGroupDiscoveryList");
    assertThat(groups.text("/apiVersion")).isEqualTo("apidiscovery.k8s.io/v2");
    var apps = find(groups, "/items", "/metadata/name", "apps").orElseThrow();
    assertThat(apps.text("/versions/0/version")).isEqualTo("v1");
    var deployments = find(apps, "/versions/0/resources", "/resource", "deployments").orElseThrow();
    assertThat(deployments.text("/responseKind/kind")).isEqualTo("Deployment");
    assertThat(deployments.text("/scope")).isEqualTo("Namespaced");
    assertThat(deployments.text("/singularResource")).isEqualTo("deployment");
    assertThat(deployments.texts("/subresources", "/subresource"))
        .containsExactlyInAnyOrder("scale", "status");

    var core = api.request("GET", "/api").header("Accept", AGGREGATED).expect(200);
    assertThat(core.texts("/items/0/versions/0/resources", "/resource"))
        .contains("pods", "configmaps", "namespaces");
  }

  @Scenario(
      id = "api.discovery.custom",
      proves =
          "a custom resource appears in both sorts of discovery with its names, and goes again")
  void custom(Api api) {
    var definition =
        Definitions.definition(
                api.ownGroup(),
                "Widget",
                "{schema: {openAPIV3Schema: {type: object}}, subresources: {status: {}}}")
            .with("/spec/names/shortNames", List.of("wd"))
            .with("/spec/names/categories", List.of("all"));
    api.define(definition);
    var path = "/apis/" + api.ownGroup() + "/v1";
    api.await("discovery", () -> api.request("GET", path).send().code() == 200);
    var list = api.request("GET", path).expect(200);
    var widgets = find(list, "/resources", "/name", "widgets").orElseThrow();
    assertThat(widgets.at("/shortNames")).isEqualTo(Document.yaml("[wd]"));
    assertThat(widgets.at("/categories")).isEqualTo(Document.yaml("[all]"));
    assertThat(widgets.text("/singularName")).isEqualTo("widget");
    assertThat(find(list, "/resources", "/name", "widgets/status")).isPresent();
    api.await(
        "aggregated discovery",
        () ->
            find(
                    api.request("GET", "/apis").header("Accept", AGGREGATED).expect(200),
                    "/items",
                    "/metadata/name",
                    api.ownGroup())
                .isPresent());

    api.definitions().delete(Definitions.name(definition)).expect(200);
    api.await("its end", () -> api.request("GET", path).send().code() == 404);
    api.await(
        "its end in /apis",
        () ->
            !api.request("GET", "/apis")
                .expect(200)
                .texts("/groups", "/name")
                .contains(api.ownGroup()));
  }

  @Scenario(
      id = "api.discovery.open-api",
      proves = "the schemas are served as OpenAPI 3, a document for each version")
  void openApi(Api api) {
    var index = api.request("GET", "/openapi/v3").expect(200);
    var path = index.text("/paths/apis~1apps~1v1/serverRelativeURL");
    assertThat(path).startsWith("/openapi/v3/apis/apps/v1");
    var document = api.request("GET", path).expect(200);
    assertThat(document.text("/openapi")).startsWith("3.");
    var kind = "x-kubernetes-group-version-kind";
    assertThat(document.at("/components/schemas/io.k8s.api.apps.v1.Deployment/" + kind + "/0"))
        .isEqualTo(Document.yaml("{group: apps, kind: Deployment, version: v1}"));
  }

  private static Optional<Document> find(
      Document document, String list, String field, String value) {
    return document.list(list).stream().filter(e -> e.text(field).equals(value)).findFirst();
  }
}
