package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Definitions;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Request;
import dev.miniworks.suite.api.Samples;
import java.util.List;

/** Tables, which the server writes so that kubectl can print any kind. */
final class ApiTableScenarios {

  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

  @Scenario(
      id = "api.table.pods",
      proves = "pods come as a table with the columns that kubectl prints")
  void pods(Api api) {
    api.pods().create(Samples.pod("a")).expect(201);
    var table = table(api.pods().list());
    assertThat(table.text("/kind")).isEqualTo("Table");
    assertThat(table.text("/apiVersion")).isEqualTo("meta.k8s.io/v1");
    assertThat(table.version()).isNotEmpty();
    assertThat(columns(table, 0)).containsExactly("Name", "Ready", "Status", "Restarts", "Age");
    assertThat(columns(table, 1)).contains("IP", "Node");
    var cells = table.list("/rows/0/cells");
    assertThat(cells.get(0).text("")).isEqualTo("a");
    assertThat(cells.get(1).text("")).isEqualTo("0/1");
    assertThat(cells.get(2).text("")).isEqualTo("Pending");
    assertThat(cells).hasSameSizeAs(table.list("/columnDefinitions"));
  }

  @Scenario(id = "api.table.workloads", proves = "Deployments and ReplicaSets have their columns")
  void workloads(Api api) {
    api.deployments().create(Samples.deployment("a")).expect(201);
    assertThat(columns(table(api.deployments().list()), 0))
        .containsExactly("Name", "Ready", "Up-to-date", "Available", "Age");
    var sets = api.of(Builtin.REPLICA_SET);
    sets.create(Samples.replicaSet("a")).expect(201);
    var table = table(sets.get("a"));
    assertThat(columns(table, 0)).containsExactly("Name", "Desired", "Current", "Ready", "Age");
    assertThat(table.list("/rows")).hasSize(1);
    assertThat(table.list("/rows/0/cells").subList(0, 4))
        .isEqualTo(Document.yaml("[a, 1, 0, 0]").list(""));
  }

  @Scenario(
      id = "api.table.rows",
      proves = "a row carries its object's metadata; on request the whole object or nothing")
  void rows(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    var list = api.configMaps().list().with("fieldSelector", "metadata.name=a");
    var metadata = table(list);
    assertThat(columns(metadata, 0)).containsExactly("Name", "Data", "Age");
    assertThat(metadata.text("/rows/0/cells/1")).isEqualTo("1");
    assertThat(metadata.text("/rows/0/object/kind")).isEqualTo("PartialObjectMetadata");
    assertThat(metadata.at("/rows/0/object/metadata")).isEqualTo(created.at("/metadata"));
    assertThat(metadata.has("/rows/0/object/data")).isFalse();
    assertThat(table(list.with("includeObject", "Object")).at("/rows/0/object/data"))
        .isEqualTo(created.at("/data"));
    assertThat(table(list.with("includeObject", "None")).has("/rows/0/object/metadata")).isFalse();
  }

  @Scenario(
      id = "api.table.custom",
      proves = "a custom resource has the columns of its definition, name first")
  void custom(Api api) {
    api.gadgets().create(Samples.gadget("a")).expect(201);
    api.gadgets().sub("status").patch(PatchType.MERGE, "a", "status: {phase: Done}").expect(200);
    var table = table(api.gadgets().list());
    assertThat(table.texts("/columnDefinitions", "/name"))
        .containsExactly("Name", "Size", "Color", "Phase", "Age");
    assertThat(columns(table, 0)).containsExactly("Name", "Size", "Phase", "Age");
    assertThat(table.text("/columnDefinitions/3/description")).isEqualTo("how far it is");
    assertThat(table.list("/rows/0/cells").subList(0, 4))
        .isEqualTo(Document.yaml("[a, 1, red, Done]").list(""));
    assertThat(table.text("/rows/0/cells/4")).matches("\\d+s");
  }

  @Scenario(
      id = "api.table.custom-default",
      proves = "a custom resource without columns has name and age")
  void customDefault(Api api) {
    var widgets =
        api.define(
            Definitions.definition(
                api.ownGroup(), "Widget", "{schema: {openAPIV3Schema: {type: object}}}"));
    widgets.create("metadata: {name: a}").expect(201);
    assertThat(columns(table(widgets.list()), 0)).containsExactly("Name", "Age");
  }

  @Scenario(id = "api.table.watch", proves = "a watch tells in tables too")
  void watch(Api api) {
    var version = api.configMaps().list().expect(200).version();
    try (var watch =
        api.configMaps()
            .watch()
            .with("resourceVersion", version)
            .with("fieldSelector", "metadata.name=a")
            .header("Accept", TABLE)
            .open()) {
      var created = api.configMaps().create(Samples.configMap("a")).expect(201);
      var added = watch.expect("ADDED");
      assertThat(added.text("/kind")).isEqualTo("Table");
      assertThat(added.text("/rows/0/cells/0")).isEqualTo("a");
      assertThat(added.text("/rows/0/object/metadata/resourceVersion"))
          .isEqualTo(created.version());
    }
  }

  @Scenario(id = "api.table.metadata-only", proves = "who asks for metadata only gets nothing else")
  void metadataOnly(Api api) {
    var created = api.deployments().create(Samples.deployment("a")).expect(201);
    var one =
        api.deployments()
            .get("a")
            .header("Accept", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")
            .expect(200);
    assertThat(one.text("/kind")).isEqualTo("PartialObjectMetadata");
    assertThat(one.text("/apiVersion")).isEqualTo("meta.k8s.io/v1");
    assertThat(one.at("/metadata")).isEqualTo(created.at("/metadata"));
    assertThat(one.has("/spec")).isFalse();
    var all =
        api.deployments()
            .list()
            .header("Accept", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")
            .expect(200);
    assertThat(all.text("/kind")).isEqualTo("PartialObjectMetadataList");
    assertThat(all.names()).containsExactly("a");
    assertThat(all.has("/items/0/spec")).isFalse();
  }

  private static Document table(Request request) {
    return request.header("Accept", TABLE + ",application/json").expect(200);
  }

  private static List<String> columns(Document table, int priority) {
    return table.list("/columnDefinitions").stream()
        .filter(column -> column.number("/priority") == priority)
        .map(column -> column.text("/name"))
        .toList();
  }
}
