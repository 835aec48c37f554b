package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** How objects come to be, and what the server writes into their metadata. */
final class ApiCreateScenarios {

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @Scenario(
      id = "api.create.answers-object",
      proves = "a create answers 201 with the stored object, as a get does afterwards")
  void answersObject(Api api) {
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    assertThat(created.text("/kind")).isEqualTo("ConfigMap");
    assertThat(created.text("/apiVersion")).isEqualTo("v1");
    assertThat(created.at("/data")).isEqualTo(Document.yaml("color: red"));
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(created);
  }

  @Scenario(
      id = "api.create.metadata",
      proves = "a new object has a UID, a creation time in seconds, a version and its namespace")
  void metadata(Api api) {
    var before = Instant.now();
    var created = api.configMaps().create(Samples.configMap("a")).expect(201);
    assertThat(created.uid()).matches(UUID);
    assertThat(created.version()).matches("[1-9][0-9]*");
    assertThat(created.text("/metadata/namespace")).isEqualTo(api.namespace());
    var time = created.text("/metadata/creationTimestamp");
    assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(Duration.between(before, Instant.parse(time)).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Scenario(
      id = "api.create.ignores-given-metadata",
      proves = "UID, creation time and generation of the request count for nothing")
  void ignoresGivenMetadata(Api api) {
    var created =
        api.deployments()
            .create(
                api.deployments()
                    .document(Samples.deployment("a"))
                    .with("/metadata/uid", "mine")
                    .with("/metadata/creationTimestamp", "2001-01-01T00:00:00Z")
                    .with("/metadata/generation", 7))
            .expect(201);
    assertThat(created.uid()).matches(UUID);
    assertThat(created.text("/metadata/creationTimestamp")).doesNotStartWith("2001");
    assertThat(created.generation()).isEqualTo(1);
  }

  @Scenario(id = "api.create.refuses-version", proves = "a resource version in a create is refused")
  void refusesVersion(Api api) {
    var message =
        api.configMaps()
            .create(
                api.configMaps()
                    .document(Samples.configMap("a"))
                    .with("/metadata/resourceVersion", "1"))
            .send()
            .expect(500)
            .text("/message");
    assertThat(message).contains("resourceVersion should not be set");
  }

  @Scenario(
      id = "api.create.already-exists",
      proves = "a second object of the same name is refused with AlreadyExists")
  void alreadyExists(Api api) {
    var first = api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps()
        .create("{metadata: {name: a}, data: {color: blue}}")
        .refused(409, "AlreadyExists")
        .about("configmaps", "a")
        .says("configmaps \"a\" already exists");
    assertThat(api.configMaps().get("a").expect(200)).isEqualTo(first);
  }

  @Scenario(
      id = "api.create.same-name-elsewhere",
      proves = "names are unique within a kind and a namespace only")
  void sameNameElsewhere(Api api) {
    var first = api.configMaps().create(Samples.configMap("a")).expect(201);
    var secret = api.of(Builtin.SECRET).create("metadata: {name: a}").expect(201);
    var other =
        api.in(api.anotherNamespace(), Builtin.CONFIG_MAP)
            .create(Samples.configMap("a"))
            .expect(201);
    assertThat(Set.of(first.uid(), secret.uid(), other.uid())).hasSize(3);
  }

  @Scenario(
      id = "api.create.new-uid",
      proves = "an object made again under its name has another UID and a later version")
  void newUid(Api api) {
    var first = api.configMaps().create(Samples.configMap("a")).expect(201);
    api.configMaps().delete("a").expect(200);
    var second = api.configMaps().create(Samples.configMap("a")).expect(201);
    assertThat(second.uid()).isNotEqualTo(first.uid());
    assertThat(Long.parseLong(second.version())).isGreaterThan(Long.parseLong(first.version()));
  }

  @Scenario(
      id = "api.create.generate-name",
      proves = "a generated name is the prefix and five characters of the server's alphabet")
  void generateName(Api api) {
    var names = new HashSet<String>();
    for (var i = 0; i < 20; i++) {
      var created = api.configMaps().create("metadata: {generateName: web-}").expect(201);
      assertThat(created.name()).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
      assertThat(created.text("/metadata/generateName")).isEqualTo("web-");
      names.add(created.name());
    }
    assertThat(names).hasSize(20);
  }

  @Scenario(
      id = "api.create.generate-name-long",
      proves = "a long prefix is cut so that the generated name has 63 characters")
  void generateNameLong(Api api) {
    var prefix = "x".repeat(70);
    var created =
        api.configMaps().create("metadata: {generateName: %s}".formatted(prefix)).expect(201);
    assertThat(created.name()).hasSize(63).startsWith("x".repeat(58)).doesNotStartWith(prefix);
  }

  @Scenario(
      id = "api.create.name-beats-prefix",
      proves = "an object with a name of its own keeps it, whatever prefix it has")
  void nameBeatsPrefix(Api api) {
    var created = api.configMaps().create("metadata: {name: mine, generateName: web-}").expect(201);
    assertThat(created.name()).isEqualTo("mine");
  }

  @Scenario(id = "api.create.no-name", proves = "an object without name or prefix is refused")
  void noName(Api api) {
    api.configMaps()
        .create("data: {}")
        .refused(422, "Invalid")
        .cause("FieldValueRequired", "metadata.name", "name or generateName is required");
  }

  @Scenario(
      id = "api.create.bad-name",
      proves = "a name that is no DNS subdomain is refused, with the field")
  void badName(Api api) {
    for (var name : new String[] {"Upper", "under_score", "-a", "a-", "a..b", "a b"}) {
      api.configMaps()
          .create("metadata: {name: '%s'}".formatted(name))
          .refused(422, "Invalid")
          .about("ConfigMap", name)
          .cause("FieldValueInvalid", "metadata.name", "RFC 1123 subdomain");
    }
    api.configMaps()
        .create("metadata: {name: %s}".formatted("a".repeat(254)))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.name", "no more than 253");
    api.configMaps().create("metadata: {name: a.b-c.9}").expect(201);
  }

  @Scenario(
      id = "api.create.namespace-name",
      proves = "a namespace's name is a DNS label: 63 characters, no dots")
  void namespaceName(Api api) {
    api.namespaces()
        .create("metadata: {name: a.b}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.name", "must not contain dots");
    api.namespaces()
        .create("metadata: {name: %s}".formatted("a".repeat(64)))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.name", "no more than 63");
  }

  @Scenario(
      id = "api.create.bad-labels",
      proves = "label keys and values, and annotation keys, follow their rules")
  void badLabels(Api api) {
    api.configMaps()
        .create("metadata: {name: a, labels: {app: 'not ok'}}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.labels", "not ok");
    api.configMaps()
        .create("metadata: {name: a, labels: {app: %s}}".formatted("x".repeat(64)))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.labels", "no more than 63");
    api.configMaps()
        .create("metadata: {name: a, labels: {'a/b/c': x}}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.labels", "a/b/c");
    api.configMaps()
        .create("metadata: {name: a, annotations: {'not ok': x}}")
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.annotations", "not ok");
    api.configMaps()
        .create(
            """
            metadata: {name: a, labels: {example.com/app: A_b.9-c, empty: ''},
              annotations: {note: 'anything goes: {}'}}
            """)
        .expect(201);
  }

  @Scenario(
      id = "api.create.no-namespace",
      proves = "nothing is created in a namespace that does not exist")
  void noNamespace(Api api) {
    var missing = api.namespace() + "-missing";
    api.in(missing, Builtin.CONFIG_MAP)
        .create(Samples.configMap("a"))
        .refused(404, "NotFound")
        .about("namespaces", missing)
        .says("namespaces \"%s\" not found".formatted(missing));
  }

  @Scenario(
      id = "api.create.other-namespace",
      proves = "an object that names another namespace than the address is refused")
  void otherNamespace(Api api) {
    api.configMaps()
        .create("metadata: {name: a, namespace: default}")
        .refused(400, "BadRequest")
        .says("the namespace of the provided object does not match the namespace sent on the");
  }

  @Scenario(
      id = "api.create.owner-references",
      proves = "an owner needs apiVersion, kind, name and UID, and one at most is the controller")
  void ownerReferences(Api api) {
    var owned = api.configMaps().document(Samples.configMap("a"));
    api.configMaps()
        .create(
            owned.with(
                "/metadata/ownerReferences",
                Document.yaml("[{apiVersion: v1, kind: ConfigMap, name: x, uid: ''}]")))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.ownerReferences.uid", "must not be empty");
    api.configMaps()
        .create(
            owned.with(
                "/metadata/ownerReferences",
                Document.yaml(
                    """
                    - {apiVersion: v1, kind: ConfigMap, name: x, uid: '1', controller: true}
                    - {apiVersion: v1, kind: ConfigMap, name: y, uid: '2', controller: true}
                    """)))
        .refused(422, "Invalid")
        .cause("FieldValueInvalid", "metadata.ownerReferences", "Only one reference");
  }

  @Scenario(
      id = "api.create.dry-run",
      proves = "a dry run answers as if it were done, and stores nothing")
  void dryRun(Api api) {
    var answered = api.configMaps().create("metadata: {generateName: a-}").dryRun().expect(201);
    assertThat(answered.uid()).matches(UUID);
    assertThat(answered.name()).matches("a-.{5}");
    assertThat(answered.version()).isEmpty();
    api.configMaps().get(answered.name()).refused(404, "NotFound");

    api.configMaps().create(Samples.configMap("b")).expect(201);
    api.configMaps().create(Samples.configMap("b")).dryRun().refused(409, "AlreadyExists");
    api.configMaps()
        .create(Samples.configMap("c"))
        .with("dryRun", "Some")
        .refused(422, "Invalid")
        .cause("FieldValueNotSupported", "dryRun", "All");
  }
}
