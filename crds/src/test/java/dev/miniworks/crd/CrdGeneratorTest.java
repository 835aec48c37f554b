package dev.miniworks.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrdGeneratorTest {

  /** Client-side apply keeps the object in an annotation, and annotations end at 262,144 bytes. */
  private static final int MOST_BYTES = 245_000;

  private static final JsonNode NATIVE = Structure.resource();

  private static final Set<String> DESCRIBED_WHOLLY =
      Set.of("DeploymentSpec", "DeploymentStatus", "ReplicaSetSpec", "ReplicaSetStatus", "Probe");

  private static final List<Crd> KINDS = Kinds.all();

  static Stream<Crd> kinds() {
    return KINDS.stream();
  }

  @Test
  void committedFilesAreWhatTheGeneratorMakes() throws IOException {
    for (final Map.Entry<String, String> file : CrdGenerator.files().entrySet()) {
      assertThat(Path.of(file.getKey()))
          .as("stale; regenerate with: mvn -pl crds process-classes exec:java")
          .hasContent(file.getValue());
    }
  }

  @Test
  void noFileIsLeftOfAKindThatIsGone() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      assertThat(files.map(Path::toString).filter(f -> f.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(CrdGenerator.files().keySet());
    }
  }

  @Test
  void yamlSaysWhatWasGenerated() throws IOException {
    for (final Crd crd : KINDS) {
      assertThat(new YAMLMapper().readTree(CrdGenerator.files().get(crd.fileName())))
          .isEqualTo(new ObjectMapper().readTree(crd.toJson().toString()));
    }
  }

  /** YAML 1.1 reads them as booleans, and the server would store a field named "true". */
  @Test
  void noNameIsReadAsABoolean() {
    assertThat(CrdGenerator.files().values())
        .allSatisfy(
            yaml ->
                assertThat(yaml)
                    .doesNotContainPattern("(?im)^[ -]*(y|n|yes|no|on|off|true|false|null|~):"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void compactJsonFitsIntoAnAnnotation(final Crd crd) {
    assertThat(crd.toJson().toString().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(MOST_BYTES);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void listKeysAreRequiredOrHaveADefault(final Crd crd) {
    final List<String> wrong = new ArrayList<>();
    walk(
        crd,
        (path, schema) ->
            schema
                .path("x-kubernetes-list-map-keys")
                .forEach(
                    key -> {
                      final JsonNode items = schema.path("items");
                      final boolean required =
                          items.path("required").valueStream().anyMatch(key::equals);
                      if (!required && !items.at("/properties/" + key.asText()).has("default")) {
                        wrong.add(path + ": " + key.asText());
                      }
                    }));
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyFieldHasAType(final Crd crd) {
    final List<String> wrong = new ArrayList<>();
    walk(
        crd,
        (path, schema) -> {
          if (!schema.has("type")
              && !schema.path("x-kubernetes-int-or-string").asBoolean()
              && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            wrong.add(path);
          }
        });
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyListSaysHowItMerges(final Crd crd) {
    final List<String> wrong = new ArrayList<>();
    walk(
        crd,
        (path, schema) -> {
          if (schema.path("type").asText().equals("array")
              && !schema.has("x-kubernetes-list-type")) {
            wrong.add(path);
          }
        });
    assertThat(wrong).isEmpty();
  }

  /** The server drops empty lists, so that every further apply would be a change. */
  @ParameterizedTest
  @MethodSource("kinds")
  void nothingIsWrittenThatTheServerDrops(final Crd crd) {
    final List<String> wrong = new ArrayList<>();
    walk(
        crd,
        (path, schema) ->
            schema
                .properties()
                .forEach(
                    keyword -> {
                      final JsonNode value = keyword.getValue();
                      if (value.isNull() || value.isContainerNode() && value.isEmpty()) {
                        wrong.add(path + ": " + keyword.getKey());
                      }
                    }));
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void requiredFieldsExist(final Crd crd) {
    final List<String> wrong = new ArrayList<>();
    walk(
        crd,
        (path, schema) ->
            schema
                .path("required")
                .forEach(
                    field -> {
                      if (!schema.path("properties").has(field.asText())) {
                        wrong.add(path + "." + field.asText());
                      }
                    }));
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void rulesStandOutsideOfContainers(final Crd crd) {
    final List<String> wrong = new ArrayList<>();
    walk(
        crd,
        (path, schema) -> {
          if (path.contains("ontainers.") && schema.has("x-kubernetes-validations")) {
            wrong.add(path);
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyFieldOfTheNativeSpecsAndStatusesIsThere() {
    assertThat(missing("DeploymentSpec", deployment().spec())).isEmpty();
    assertThat(missing("DeploymentStatus", deployment().status())).isEmpty();
    assertThat(missing("ReplicaSetSpec", replicaSet().spec())).isEmpty();
    assertThat(missing("ReplicaSetStatus", replicaSet().status())).isEmpty();
  }

  @Test
  void onlyTheServersOwnMetadataIsLeftOut() {
    final JsonNode metadata = deployment().spec().at("template.metadata").json();
    final Set<String> left =
        names(NATIVE.at("/types/ObjectMeta/properties")).stream()
            .filter(f -> !metadata.path("properties").has(f))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(left).isEqualTo(Structure.OMITTED.get("ObjectMeta"));
  }

  @Test
  void whatMiniworksAddsStandsApart() {
    assertThat(names(deployment().spec().json().path("properties")))
        .isEqualTo(names(NATIVE.at("/types/DeploymentSpec/properties")));
    final Set<String> added = names(deployment().status().json().path("properties"));
    added.removeAll(names(NATIVE.at("/types/DeploymentStatus/properties")));
    assertThat(added).containsExactlyInAnyOrder("miniworks", "selector");
  }

  @Test
  void everyDescriptionBelongsToAField() {
    final JsonNode types = NATIVE.path("types");
    assertThat(Descriptions.load().fields())
        .allSatisfy(
            field -> {
              final String[] parts = field.split("\\.");
              assertThat(types.at("/" + parts[0] + "/properties/" + parts[1]).isObject()).isTrue();
            });
  }

  @Test
  void everyFieldThatUsersMeetFirstIsDescribed() {
    final Set<String> described = Descriptions.load().fields();
    for (final String type : DESCRIBED_WHOLLY) {
      assertThat(names(NATIVE.at("/types/" + type + "/properties")))
          .allSatisfy(field -> assertThat(described).contains(type + "." + field));
    }
  }

  @Test
  void noSentenceOfKubernetesIsCarriedAlong() {
    assertThat(NATIVE.toString()).doesNotContain("\"description\"");
  }

  private static Crd deployment() {
    return KINDS.get(0);
  }

  private static Crd replicaSet() {
    return KINDS.get(1);
  }

  /** The paths of native fields, from a walk of its own through the references, that are absent. */
  private static Collection<String> missing(final String type, final Schema schema) {
    final List<String> missing = new ArrayList<>();
    collectMissing(NATIVE.at("/types/" + type), "/types/" + type, schema.json(), type, missing);
    return missing;
  }

  private static void collectMissing(
      final JsonNode source,
      final String pointer,
      final JsonNode schema,
      final String path,
      final List<String> missing) {
    if (source.has("$ref")) {
      final String type = source.path("$ref").asText();
      collectMissing(NATIVE.at("/types/" + type), "/types/" + type, schema, path, missing);
      return;
    }
    for (final String name : names(source.path("properties"))) {
      if (pointer.equals("/types/ObjectMeta")
          && Structure.OMITTED.get("ObjectMeta").contains(name)) {
        continue;
      }
      final JsonNode field = schema.path("properties").path(name);
      if (field.isMissingNode()) {
        missing.add(path + "." + name);
      } else {
        collectMissing(source.path("properties").path(name), "", field, path + "." + name, missing);
      }
    }
    for (final String inner : List.of("items", "additionalProperties")) {
      if (source.has(inner)) {
        if (schema.path(inner).isMissingNode()) {
          missing.add(path + "[]");
        } else {
          collectMissing(source.path(inner), "", schema.path(inner), path + "[]", missing);
        }
      }
    }
  }

  private static Set<String> names(final JsonNode object) {
    final Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void walk(final Crd crd, final BiConsumer<String, JsonNode> visitor) {
    walk("spec", crd.spec().json(), visitor);
    walk("status", crd.status().json(), visitor);
  }

  private static void walk(
      final String path, final JsonNode schema, final BiConsumer<String, JsonNode> visitor) {
    visitor.accept(path, schema);
    schema
        .path("properties")
        .properties()
        .forEach(p -> walk(path + "." + p.getKey(), p.getValue(), visitor));
    for (final String inner : List.of("items", "additionalProperties")) {
      if (schema.has(inner)) {
        walk(path + "[]", schema.path(inner), visitor);
      }
    }
  }
}
