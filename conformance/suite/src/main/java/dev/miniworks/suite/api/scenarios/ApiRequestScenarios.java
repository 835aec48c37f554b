package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.PatchType;
import dev.miniworks.suite.api.Reply;
import dev.miniworks.suite.api.Samples;

/** Requests that are wrong as such, and what the server says to them. */
final class ApiRequestScenarios {

  @Scenario(
      id = "api.request.malformed",
      proves = "a body that is no JSON is refused as a bad request")
  void malformed(Api api) {
    var post = api.request("POST", api.configMaps().path());
    for (var body : new String[] {"{", "nonsense", "[]", "\"text\""}) {
      post.body("application/json", body).refused(400, "BadRequest");
    }
    assertThat(post.send().code()).as("no body at all").isEqualTo(400);
    api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .patch(PatchType.MERGE, "a", "{}")
        .body(PatchType.MERGE.contentType(), "{")
        .refused(400, "BadRequest");
  }

  @Scenario(
      id = "api.request.wrong-type",
      proves = "a field of the wrong type is refused as a bad request that names it")
  void wrongType(Api api) {
    api.deployments()
        .create(api.deployments().document(Samples.deployment("a")).with("/spec/replicas", "many"))
        .refused(400, "BadRequest")
        .says("spec.replicas");
    api.configMaps()
        .create("{metadata: {name: a}, data: {number: 1}}")
        .refused(400, "BadRequest")
        .says("data");
  }

  @Scenario(id = "api.request.yaml", proves = "a body may be YAML")
  void yaml(Api api) {
    var created =
        api.request("POST", api.configMaps().path())
            .body(
                "application/yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: a
                data:
                  color: red
                """)
            .expect(201);
    assertThat(created.at("/data")).isEqualTo(Document.yaml("color: red"));
  }

  @Scenario(
      id = "api.request.other-kind",
      proves = "an object of another kind or version than the address is refused")
  void otherKind(Api api) {
    api.configMaps()
        .create("{apiVersion: v1, kind: Secret, metadata: {name: a}}")
        .refused(400, "BadRequest")
        .says("Secret in version \"v1\" cannot be handled as a ConfigMap");
    api.deployments()
        .create(api.deployments().document(Samples.deployment("a")).with("/apiVersion", "apps/v9"))
        .refused(400, "BadRequest")
        .says("no kind \"Deployment\" is registered for version \"apps/v9\"");
    api.gadgets()
        .create(api.gadgets().document(Samples.gadget("a")).with("/kind", "Widget"))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "kind", "must be Gadget");
  }

  @Scenario(
      id = "api.request.content-type",
      proves = "a body of an unknown type is refused with UnsupportedMediaType")
  void contentType(Api api) {
    api.request("POST", api.configMaps().path())
        .body("text/plain", api.configMaps().document(Samples.configMap("a")).toString())
        .refused(415, "UnsupportedMediaType");
  }

  @Scenario(
      id = "api.request.accept",
      proves = "an answer in a type that the server cannot write is refused with NotAcceptable")
  void accept(Api api) {
    api.configMaps()
        .list()
        .header("Accept", "text/plain")
        .refused(406, "NotAcceptable")
        .says("application/json");
    api.configMaps().list().header("Accept", "text/plain, */*").expect(200);
  }

  @Scenario(
      id = "api.request.too-large",
      proves = "a body beyond the server's limit is refused with RequestEntityTooLarge")
  void tooLarge(Api api) {
    var much = "x".repeat(4 * 1024 * 1024);
    api.configMaps()
        .create(api.configMaps().document("metadata: {name: a}").with("/data/much", much))
        .refused(413, "RequestEntityTooLarge");
    api.configMaps().get("a").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.request.data-too-large",
      proves = "a config map of more than a mebibyte is invalid")
  void dataTooLarge(Api api) {
    api.configMaps()
        .create(
            api.configMaps()
                .document("metadata: {name: a}")
                .with("/data/much", "x".repeat(1024 * 1024 + 1)))
        .refused(422, "Invalid")
        .says("Too long: may not be more than 1048576 bytes");
    var annotation = "x".repeat(256 * 1024 + 1);
    api.configMaps()
        .create(
            api.configMaps()
                .document("metadata: {name: a}")
                .with("/metadata/annotations", Document.yaml("{}").with("/x", annotation)))
        .refused(422, "Invalid")
        .cause("FieldValueTooLong", "metadata.annotations", "262144");
  }

  @Scenario(
      id = "api.request.unknown-resource",
      proves = "an address that is none answers 404, not an empty list")
  void unknownResource(Api api) {
    for (var path :
        new String[] {
          "/api/v1/namespaces/" + api.namespace() + "/widgets",
          "/api/v1/widgets",
          "/api/v2/pods",
          "/apis/apps/v1/widgets",
          "/apis/example.com/v1/widgets",
          "/apis/example.com",
          "/nonsense"
        }) {
      assertThat(api.request("GET", path).send().code()).as(path).isEqualTo(404);
    }
  }

  @Scenario(
      id = "api.request.method",
      proves = "a method that the address does not know is refused with MethodNotAllowed")
  void method(Api api) {
    var configMaps = api.configMaps().path();
    api.request("PUT", configMaps)
        .body(api.configMaps().document(Samples.configMap("a")))
        .refused(405, "MethodNotAllowed")
        .says("the server does not allow this method on the requested resource");
    api.request("POST", configMaps + "/a")
        .body(api.configMaps().document(Samples.configMap("a")))
        .refused(405, "MethodNotAllowed");
    api.request("PATCH", configMaps)
        .body(PatchType.MERGE.contentType(), "{}")
        .refused(405, "MethodNotAllowed");
  }

  @Scenario(
      id = "api.request.unknown-field-strict",
      proves = "strict: an unknown or repeated field is refused, by its path")
  void unknownFieldStrict(Api api) {
    var typo =
        api.deployments()
            .document(Samples.deployment("a"))
            .with("/spec/replica", 1)
            .with("/spec/template/spec/containers/0/imag", "x");
    api.deployments()
        .create(typo)
        .with("fieldValidation", "Strict")
        .refused(400, "BadRequest")
        .says(
            "strict decoding error",
            "unknown field \"spec.replica\"",
            "unknown field \"spec.template.spec.containers[0].imag\"");
    api.request("POST", api.configMaps().path())
        .with("fieldValidation", "Strict")
        .body(
            "application/json",
            """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "name": "b"}}
            """)
        .refused(400, "BadRequest")
        .says("duplicate field \"metadata.name\"");
    api.gadgets()
        .create(api.gadgets().document(Samples.gadget("a")).with("/spec/extra/deep", 1))
        .with("fieldValidation", "Strict")
        .refused(400, "BadRequest")
        .says("unknown field \"spec.extra\"");
    api.deployments().get("a").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.request.unknown-field-warn",
      proves = "by default an unknown field is dropped with a warning; ignored without one")
  void unknownFieldWarn(Api api) {
    var typo = api.deployments().document(Samples.deployment("a")).with("/spec/replica", 1);
    var warned = api.deployments().create(typo).dryRun().send();
    assertThat(warned.expect(201).has("/spec/replica")).isFalse();
    assertThat(warned.headers().allValues("Warning"))
        .containsExactly("299 - \"unknown field \\\"spec.replica\\\"\"");
    var ignored = api.deployments().create(typo).dryRun().with("fieldValidation", "Ignore").send();
    assertThat(ignored.expect(201).has("/spec/replica")).isFalse();
    assertThat(ignored.headers().allValues("Warning")).isEmpty();

    var custom =
        api.gadgets()
            .create(api.gadgets().document(Samples.gadget("a")).with("/spec/extra", 1))
            .send();
    assertThat(custom.expect(201).has("/spec/extra")).isFalse();
    assertThat(custom.headers().allValues("Warning"))
        .containsExactly("299 - \"unknown field \\\"spec.extra\\\"\"");
  }

  @Scenario(
      id = "api.request.field-validation-value",
      proves = "an unknown way to validate fields is refused")
  void fieldValidationValue(Api api) {
    api.configMaps()
        .create(Samples.configMap("a"))
        .with("fieldValidation", "Loose")
        .refused(422, "Invalid")
        .cause("FieldValueNotSupported", "fieldValidation", "Strict");
  }

  @Scenario(
      id = "api.request.many-errors",
      proves = "an object with several mistakes is told all of them at once")
  void manyErrors(Api api) {
    api.deployments()
        .create(
            api.deployments()
                .document(Samples.deployment("a"))
                .with("/spec/replicas", -1)
                .with("/spec/minReadySeconds", -2)
                .with("/spec/template/spec/containers/0/name", "Not OK"))
        .refused(422, "Invalid")
        .about("Deployment", "a")
        .says("Deployment.apps \"a\" is invalid: [")
        .cause("FieldValueInvalid", "spec.replicas")
        .cause("FieldValueInvalid", "spec.minReadySeconds")
        .cause("FieldValueInvalid", "spec.template.spec.containers[0].name", "RFC 1123 label")
        .causes(3);
  }

  @Scenario(id = "api.request.json", proves = "answers are JSON and say so; a refusal too")
  void json(Api api) {
    for (var reply :
        new Reply[] {api.configMaps().list().send(), api.configMaps().get("none").send()}) {
      assertThat(reply.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }
  }
}
