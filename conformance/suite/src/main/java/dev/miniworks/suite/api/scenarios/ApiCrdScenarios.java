package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Definitions;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.subject.WireKind;
import java.util.List;

/** Definitions of custom resources: from being accepted to being gone with all their objects. */
final class ApiCrdScenarios {

  private static final String OPEN = "{schema: {openAPIV3Schema: {type: object}}}";

  @Scenario(
      id = "api.crd.established",
      proves = "a definition is accepted, established and served, and says so in its conditions")
  void established(Api api) {
    var definition = Definitions.definition(api.ownGroup(), "Widget", OPEN);
    var widgets = api.define(definition);
    var stored = api.definitions().get(Definitions.name(definition)).expect(200);
    assertThat(stored.texts("/status/conditions", "/type"))
        .contains("NamesAccepted", "Established");
    assertThat(stored.list("/status/conditions"))
        .filteredOn(c -> List.of("NamesAccepted", "Established").contains(c.text("/type")))
        .allSatisfy(c -> assertThat(c.text("/status")).isEqualTo("True"));
    assertThat(stored.at("/status/acceptedNames")).isEqualTo(stored.at("/spec/names"));
    assertThat(stored.at("/status/storedVersions")).isEqualTo(Document.yaml("[v1]"));
    assertThat(stored.text("/spec/conversion/strategy")).isEqualTo("None");

    var list = widgets.list().expect(200);
    assertThat(list.text("/kind")).isEqualTo("WidgetList");
    assertThat(list.text("/apiVersion")).isEqualTo(api.ownGroup() + "/v1");
    assertThat(list.items()).isEmpty();
  }

  @Scenario(id = "api.crd.names-defaulted", proves = "singular and list kind follow from the kind")
  void namesDefaulted(Api api) {
    var definition =
        Definitions.definition(api.ownGroup(), "Widget", OPEN)
            .without("/spec/names/singular")
            .without("/spec/names/listKind");
    var created = api.definitions().create(definition).dryRun().expect(201);
    assertThat(created.text("/spec/names/singular")).isEqualTo("widget");
    assertThat(created.text("/spec/names/listKind")).isEqualTo("WidgetList");
  }

  @Scenario(
      id = "api.crd.invalid",
      proves = "a definition is refused for a wrong name, no storage version, no schema, no type")
  void invalid(Api api) {
    var good = Definitions.definition(api.ownGroup(), "Widget", OPEN);
    api.definitions()
        .create(good.with("/metadata/name", "gadgets." + api.ownGroup()))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.name", "must be spec.names.plural+\".\"+spec.group");
    api.definitions()
        .create(good.with("/spec/versions/0/storage", false))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.versions", "exactly one version marked as storage");
    api.definitions()
        .create(good.without("/spec/versions/0/schema"))
        .refused(422, "Invalid")
        .cause("FieldValueRequired", "spec.versions[0].schema.openAPIV3Schema");
    api.definitions()
        .create(
            good.with(
                "/spec/versions/0/schema/openAPIV3Schema/properties",
                Document.yaml("spec: {properties: {size: {minimum: 1}}}")))
        .refused(422, "Invalid")
        .says("openAPIV3Schema.properties[spec].type: Required value: must not be empty");
    api.definitions()
        .create(
            good.with(
                "/spec/versions/0/schema/openAPIV3Schema/properties",
                Document.yaml("spec: {type: string, default: 1}")))
        .refused(422, "Invalid")
        .says("openAPIV3Schema.properties[spec].default: Invalid value:", "must be of type string");
    api.definitions()
        .create(good.with("/spec/scope", "Global"))
        .refused(422, "Invalid")
        .cause("FieldValueNotSupported", "spec.scope", "Namespaced");
  }

  @Scenario(
      id = "api.crd.names-taken",
      proves = "a definition whose kind another one in its group has is not established")
  void namesTaken(Api api) {
    api.define(Definitions.definition(api.ownGroup(), "Widget", OPEN));
    var second =
        Definitions.definition(api.ownGroup(), "Widget", OPEN)
            .with("/metadata/name", "others." + api.ownGroup())
            .with("/spec/names/plural", "others")
            .with("/spec/names/singular", "other")
            .with("/spec/names/listKind", "OtherList");
    var others = api.definitions();
    others.create(second).expect(201);
    try {
      api.await(
          "the verdict on its names",
          () -> others.get(second.name()).expect(200).has("/status/conditions/0"));
      var accepted =
          others.get(second.name()).expect(200).list("/status/conditions").stream()
              .filter(c -> c.text("/type").equals("NamesAccepted"))
              .findFirst()
              .orElseThrow();
      assertThat(accepted.text("/status")).isEqualTo("False");
      assertThat(accepted.text("/message")).contains("\"Widget\" is already in use");
    } finally {
      others.delete(second.name()).send();
    }
  }

  @Scenario(
      id = "api.crd.deletion",
      proves = "with its definition a custom resource loses all objects and its address")
  void deletion(Api api) {
    var definition = Definitions.definition(api.ownGroup(), "Widget", OPEN);
    var widgets = api.define(definition);
    widgets.create("metadata: {name: a}").expect(201);
    var marked = api.definitions().delete(Definitions.name(definition)).expect(200);
    assertThat(marked.at("/metadata/finalizers"))
        .isEqualTo(Document.yaml("[customresourcecleanup.apiextensions.k8s.io]"));
    api.awaitGone(api.definitions(), Definitions.name(definition));
    api.await("its address is gone", () -> widgets.list().send().code() == 404);

    api.definitions().create(definition).expect(201);
    api.awaitServed(widgets);
    assertThat(widgets.list().expect(200).names()).isEmpty();
  }

  @Scenario(
      id = "api.crd.cluster-scoped",
      proves = "a custom resource without namespace has its address at the top")
  void clusterScoped(Api api) {
    var definition =
        Definitions.definition(api.ownGroup(), "Widget", OPEN).with("/spec/scope", "Cluster");
    api.definitions().create(definition).expect(201);
    try {
      var widgets = api.everywhere(Definitions.kind(definition));
      api.awaitServed(widgets);
      var created = widgets.create("metadata: {name: a}").expect(201);
      assertThat(created.has("/metadata/namespace")).isFalse();
      assertThat(api.of(Definitions.kind(definition)).list().send().code()).isEqualTo(404);
    } finally {
      api.definitions().delete(Definitions.name(definition)).send();
    }
  }

  @Scenario(
      id = "api.crd.versions",
      proves = "every served version has an address; objects appear in the version asked for")
  void versions(Api api) {
    var definition =
        Definitions.definition(api.ownGroup(), "Widget", OPEN)
            .with(
                "/spec/versions/-",
                Document.yaml(
                    """
                    {name: v1beta1, served: true, storage: false, deprecated: true,
                     schema: {openAPIV3Schema: {type: object}}}
                    """))
            .with(
                "/spec/versions/-",
                Document.yaml(
                    """
                    {name: v1alpha1, served: false, storage: false,
                     schema: {openAPIV3Schema: {type: object}}}
                    """));
    var widgets = api.define(definition);
    var created = widgets.create("metadata: {name: a}").expect(201);
    var beta = api.of(new WireKind(api.ownGroup(), "v1beta1", "Widget", "widgets"));
    var reply = beta.get("a").send();
    assertThat(reply.expect(200).text("/apiVersion")).isEqualTo(api.ownGroup() + "/v1beta1");
    assertThat(reply.document().uid()).isEqualTo(created.uid());
    assertThat(reply.headers().allValues("Warning"))
        .containsExactly(
            "299 - \"%1$s/v1beta1 Widget is deprecated; use %1$s/v1 Widget\""
                .formatted(api.ownGroup()));
    var alpha = api.of(new WireKind(api.ownGroup(), "v1alpha1", "Widget", "widgets"));
    assertThat(alpha.list().send().code()).isEqualTo(404);
    assertThat(
            api.request("GET", "/apis/" + api.ownGroup())
                .expect(200)
                .text("/preferredVersion/version"))
        .isEqualTo("v1");
  }

  @Scenario(
      id = "api.crd.schema-change",
      proves = "a changed schema holds from then on, for old objects when they are read or written")
  void schemaChange(Api api) {
    var spec = "/spec/versions/0/schema/openAPIV3Schema/properties/spec";
    var definition =
        Definitions.definition(
            api.ownGroup(),
            "Widget",
            "{schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}");
    var widgets = api.define(definition);
    var created = widgets.create("{metadata: {name: a}, spec: {size: 1}}").expect(201);
    assertThat(created.fields("/spec")).isEmpty();

    api.definitions()
        .patch(
            PatchType.JSON,
            Definitions.name(definition),
            """
            - {op: add, path: %s/properties, value: {color: {type: string, default: red}}}
            """
                .formatted(spec))
        .expect(200);
    api.await(
        "the new schema", () -> widgets.get("a").expect(200).text("/spec/color").equals("red"));
    assertThat(widgets.get("a").expect(200).version())
        .as("reading a default writes nothing")
        .isEqualTo(created.version());
  }

  @Scenario(
      id = "api.crd.without-status",
      proves = "without status subresource a status is a field like any, and has no address")
  void withoutStatus(Api api) {
    var widgets =
        api.define(
            Definitions.definition(
                api.ownGroup(),
                "Widget",
                """
                schema:
                  openAPIV3Schema:
                    {type: object, properties: {status: {type: object, properties: {phase: {type: string}}}}}
                """));
    var created = widgets.create("{metadata: {name: a}, status: {phase: New}}").expect(201);
    assertThat(created.text("/status/phase")).isEqualTo("New");
    var updated = widgets.update(created.with("/status/phase", "Old")).expect(200);
    assertThat(updated.text("/status/phase")).isEqualTo("Old");
    assertThat(updated.generation()).isEqualTo(2);
    assertThat(widgets.sub("status").get("a").send().code()).isEqualTo(404);
  }

  @Scenario(
      id = "api.crd.selectable-fields",
      proves = "a definition can name fields by which its objects are chosen")
  void selectableFields(Api api) {
    var widgets =
        api.define(
            Definitions.definition(
                api.ownGroup(),
                "Widget",
                """
                schema:
                  openAPIV3Schema:
                    {type: object, properties: {spec: {type: object, properties: {color: {type: string}}}}}
                selectableFields: [{jsonPath: .spec.color}]
                """));
    widgets.create("{metadata: {name: a}, spec: {color: red}}").expect(201);
    widgets.create("{metadata: {name: b}, spec: {color: blue}}").expect(201);
    assertThat(widgets.list().with("fieldSelector", "spec.color=blue").expect(200).names())
        .containsExactly("b");
  }
}
