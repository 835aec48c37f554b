package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Refusal;
import dev.miniworks.suite.api.Samples;

/** What a schema does to the objects of a custom resource. */
final class ApiCustomScenarios {

  @Scenario(
      id = "api.custom.pruned",
      proves = "fields that the schema does not know are dropped, save where it preserves them")
  void pruned(Api api) {
    var created =
        api.gadgets()
            .create(
                """
                metadata: {name: a}
                spec: {size: 1, extra: x, ports: [{name: http, more: y}], labels: {any: z},
                  anything: {deep: {deeper: [1, two]}}}
                other: 1
                """)
            .expect(201);
    assertThat(created.at("/spec"))
        .isEqualTo(
            Document.yaml(
                """
                {size: 1, color: red, replicas: 1, ports: [{name: http, number: 80}],
                 labels: {any: z}, anything: {deep: {deeper: [1, two]}}}
                """));
    assertThat(created.has("/other")).isFalse();
  }

  @Scenario(
      id = "api.custom.defaults",
      proves = "what is missing gets its default, in list elements too; what is given stays")
  void defaults(Api api) {
    var created = api.gadgets().create(Samples.gadget("a")).expect(201);
    assertThat(created.at("/spec")).isEqualTo(Document.yaml("{size: 1, color: red, replicas: 1}"));
    var given =
        api.gadgets()
            .create(
                """
                metadata: {name: b}
                spec: {size: 1, color: blue, replicas: 0, ports: [{name: a}, {name: b, number: 0}]}
                """)
            .expect(201);
    assertThat(given.text("/spec/color")).isEqualTo("blue");
    assertThat(given.text("/spec/replicas")).isEqualTo("0");
    assertThat(given.texts("/spec/ports", "/number")).containsExactly("80", "0");
    var removed = api.gadgets().patch(PatchType.MERGE, "b", "spec: {color: null}").expect(200);
    assertThat(removed.text("/spec/color")).isEqualTo("red");
  }

  @Scenario(
      id = "api.custom.null",
      proves = "null is refused or dropped for a default, and kept where the schema allows it")
  void nulls(Api api) {
    var created =
        api.gadgets()
            .create("{metadata: {name: a}, spec: {size: 1, color: null, note: null}}")
            .expect(201);
    assertThat(created.text("/spec/color")).isEqualTo("red");
    assertThat(created.at("/spec/note")).isEqualTo(Document.yaml("null"));
    refused(api, "size: null").cause("FieldValueRequired", "spec.size");
  }

  @Scenario(id = "api.custom.required", proves = "what is required and missing is named")
  void required(Api api) {
    refused(api, "color: red").cause("FieldValueRequired", "spec.size", "Required value");
    api.gadgets()
        .create("metadata: {name: a}")
        .refused(422, "Invalid")
        .about("Gadget", "a")
        .cause("FieldValueRequired", "spec", "Required value");
    refused(api, "{size: 1, ports: [{number: 1}]}")
        .cause("FieldValueRequired", "spec.ports[0].name");
  }

  @Scenario(
      id = "api.custom.types",
      proves = "a value of the wrong type is refused, with what it must be")
  void types(Api api) {
    refused(api, "size: big")
        .cause("FieldValueTypeInvalid", "spec.size", "must be of type integer: \"string\"");
    refused(api, "size: 1.5").cause("FieldValueTypeInvalid", "spec.size");
    refused(api, "{size: 1, color: 7}").cause("FieldValueTypeInvalid", "spec.color", "string");
    refused(api, "{size: 1, tags: x}").cause("FieldValueTypeInvalid", "spec.tags", "array");
    refused(api, "{size: 1, labels: {a: 1}}")
        .cause("FieldValueTypeInvalid", "spec.labels.a", "string");
    refused(api, "[]").cause("FieldValueTypeInvalid", "spec", "object");
  }

  @Scenario(
      id = "api.custom.enum",
      proves = "a value outside an enumeration is refused with those that are supported")
  void enumeration(Api api) {
    refused(api, "{size: 1, color: pink}")
        .cause(
            "FieldValueNotSupported",
            "spec.color",
            "Unsupported value: \"pink\": supported values: \"red\", \"green\", \"blue\"");
  }

  @Scenario(
      id = "api.custom.bounds",
      proves = "numbers, lengths and counts beyond their bounds are refused")
  void bounds(Api api) {
    refused(api, "size: -1")
        .cause("FieldValueInvalid", "spec.size", "should be greater than or equal to 0");
    refused(api, "size: 101")
        .cause("FieldValueInvalid", "spec.size", "should be less than or equal to 100");
    refused(api, "{size: 1, code: ABCD}")
        .cause("FieldValueTooLong", "spec.code", "may not be more than 3");
    refused(api, "{size: 1, tags: [a, b, c, d]}")
        .cause("FieldValueTooMany", "spec.tags", "must have at most 3 items");
  }

  @Scenario(id = "api.custom.pattern", proves = "a text that does not match its pattern is refused")
  void pattern(Api api) {
    refused(api, "{size: 1, code: abc}")
        .cause("FieldValueInvalid", "spec.code", "should match '^[A-Z]{3}$'");
    api.gadgets().create("{metadata: {name: a}, spec: {size: 1, code: ABC}}").expect(201);
  }

  @Scenario(id = "api.custom.formats", proves = "a time has to be a time, and an int32 has to fit")
  void formats(Api api) {
    refused(api, "{size: 1, due: tomorrow}")
        .cause("FieldValueTypeInvalid", "spec.due", "must be of type date-time");
    refused(api, "{size: 1, replicas: 3000000000}")
        .says("Checked value must be of type integer with format int32 in spec.replicas");
    api.gadgets()
        .create("{metadata: {name: a}, spec: {size: 1, due: '2026-01-02T03:04:05Z'}}")
        .expect(201);
  }

  @Scenario(
      id = "api.custom.int-or-string",
      proves = "an int-or-string takes both, each as it came, and nothing else")
  void intOrString(Api api) {
    var number =
        api.gadgets().create("{metadata: {name: a}, spec: {size: 1, share: 5}}").expect(201);
    assertThat(number.at("/spec/share")).isEqualTo(Document.yaml("5"));
    var text =
        api.gadgets().create("{metadata: {name: b}, spec: {size: 1, share: 5%}}").expect(201);
    assertThat(text.at("/spec/share")).isEqualTo(Document.yaml("'5%'"));
    refused(api, "{size: 1, share: true}").cause("FieldValueTypeInvalid", "spec.share", "integer");
  }

  @Scenario(
      id = "api.custom.duplicates",
      proves = "a list map has each key once, a set each element")
  void duplicates(Api api) {
    refused(api, "{size: 1, ports: [{name: a}, {name: b}, {name: a}]}")
        .cause("FieldValueDuplicate", "spec.ports[2]", "\"name\":\"a\"");
    refused(api, "{size: 1, tags: [x, y, x]}")
        .cause("FieldValueDuplicate", "spec.tags[2]", "Duplicate value: \"x\"");
  }

  @Scenario(id = "api.custom.all-at-once", proves = "all mistakes are told at once")
  void allAtOnce(Api api) {
    refused(api, "{size: 500, color: pink, code: abc}")
        .cause("FieldValueInvalid", "spec.size")
        .cause("FieldValueNotSupported", "spec.color")
        .cause("FieldValueInvalid", "spec.code")
        .causes(3);
  }

  @Scenario(
      id = "api.custom.metadata",
      proves = "metadata of custom resources follows the rules of all")
  void metadata(Api api) {
    api.gadgets()
        .create("{metadata: {name: Not_OK}, spec: {size: 1}}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.name", "RFC 1123 subdomain");
    api.gadgets()
        .create("{metadata: {name: a, labels: {x: 'not ok'}}, spec: {size: 1}}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.labels", "not ok");
    var created =
        api.gadgets().create("{metadata: {generateName: g-, odd: 1}, spec: {size: 1}}").expect(201);
    assertThat(created.name()).matches("g-.{5}");
    assertThat(created.has("/metadata/odd")).isFalse();
  }

  @Scenario(
      id = "api.custom.updates-validated",
      proves = "updates and patches are validated like creates")
  void updatesValidated(Api api) {
    var created = api.gadgets().create(Samples.gadget("a")).expect(201);
    api.gadgets()
        .update(created.with("/spec/size", 500))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "spec.size");
    api.gadgets()
        .patch(PatchType.MERGE, "a", "spec: {size: null}")
        .refused(422, "Invalid")
        .cause("FieldValueRequired", "spec.size");
    assertThat(api.gadgets().get("a").expect(200)).isEqualTo(created);
  }

  private static Refusal refused(Api api, String spec) {
    return api.gadgets()
        .create(api.gadgets().document("metadata: {name: a}").with("/spec", Document.yaml(spec)))
        .refused(422, "Invalid")
        .about("Gadget", "a");
  }
}
