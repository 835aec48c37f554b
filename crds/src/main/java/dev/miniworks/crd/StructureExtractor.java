package dev.miniworks.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reduces the OpenAPI v3 document of {@code apps/v1} to the structure the mini kinds are built on:
 * types, formats, required fields, enums, defaults and list keys, but none of its sentences.
 */
public final class StructureExtractor {

  /** The types that the workload kinds are made of; everything else is reached from these. */
  private static final List<String> ROOTS =
      List.of("DeploymentSpec", "DeploymentStatus", "ReplicaSetSpec", "ReplicaSetStatus");

  private static final Set<String> KEPT =
      Set.of(
          "type",
          "format",
          "required",
          "enum",
          "default",
          "oneOf",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");

  /** Not ours (sentences) or without meaning for a custom resource (strategic merge, unions). */
  private static final Set<String> DROPPED =
      Set.of(
          "description",
          "x-kubernetes-patch-strategy",
          "x-kubernetes-patch-merge-key",
          "x-kubernetes-unions");

  private final Map<String, JsonNode> source;
  private final Map<String, ObjectNode> types = new TreeMap<>();

  private StructureExtractor(final Map<String, JsonNode> source) {
    this.source = source;
  }

  /**
   * Reads the OpenAPI document from standard input:
   *
   * <pre>{@code
   * kubectl get --raw /openapi/v3/apis/apps/v1 |
   *   mvn -q -pl crds process-classes exec:java \
   *     -Dexec.mainClass=dev.miniworks.crd.StructureExtractor \
   *     -Dexec.args=crds/src/main/resources/dev/miniworks/crd/workloads.json
   * }</pre>
   *
   * @param args the file to write
   * @throws IOException when the document cannot be read or the file not be written
   */
  public static void main(final String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println(
          "usage: kubectl get --raw /openapi/v3/apis/apps/v1 | StructureExtractor FILE");
      System.exit(2);
    }
    final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    final ObjectNode structure = extract(json.readTree(System.in));
    Files.writeString(Path.of(args[0]), json.writeValueAsString(structure) + "\n");
  }

  /**
   * The reduced structure of an OpenAPI v3 document.
   *
   * @throws IllegalArgumentException when the document uses a keyword this class does not know, so
   *     that a newer Kubernetes cannot lose a meaning unnoticed
   */
  static ObjectNode extract(final JsonNode openApi) {
    final Map<String, JsonNode> source = new TreeMap<>();
    openApi
        .at("/components/schemas")
        .properties()
        .forEach(
            e -> {
              if (source.put(shortName(e.getKey()), e.getValue()) != null) {
                throw new IllegalArgumentException("two types named " + shortName(e.getKey()));
              }
            });
    final StructureExtractor extractor = new StructureExtractor(source);
    ROOTS.forEach(extractor::visit);
    final ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("kubernetes", openApi.at("/info/version"));
    result.putObject("types").setAll(extractor.types);
    return result;
  }

  private void visit(final String type) {
    if (types.containsKey(type)) {
      return;
    }
    final JsonNode schema = source.get(type);
    if (schema == null) {
      throw new IllegalArgumentException("the document has no type " + type);
    }
    final ObjectNode reduced = JsonNodeFactory.instance.objectNode();
    types.put(type, reduced);
    reduceInto(reduced, schema, type);
  }

  private void reduceInto(final ObjectNode target, final JsonNode schema, final String where) {
    for (final Map.Entry<String, JsonNode> keyword : fields(schema).entrySet()) {
      final String name = keyword.getKey();
      final JsonNode value = keyword.getValue();
      switch (name) {
        case "$ref" -> target.put("$ref", follow(value));
        case "allOf" -> {
          if (value.size() != 1 || !value.get(0).has("$ref")) {
            throw new IllegalArgumentException(where + ": allOf of other than one reference");
          }
          target.put("$ref", follow(value.get(0).get("$ref")));
        }
        case "items", "additionalProperties" ->
            reduceInto(target.putObject(name), value, where + "[]");
        case "properties" -> {
          final ObjectNode properties = target.putObject(name);
          fields(value).forEach((p, s) -> reduceInto(properties.putObject(p), s, where + "." + p));
        }
        default -> {
          if (KEPT.contains(name)) {
            if (!name.equals("default") || !isGoZero(value)) {
              target.set(name, sortedIfEnum(name, value));
            }
          } else if (!DROPPED.contains(name)) {
            throw new IllegalArgumentException(where + ": unknown keyword " + name);
          }
        }
      }
    }
  }

  private String follow(final JsonNode reference) {
    final String type = shortName(reference.asText());
    visit(type);
    return type;
  }

  /** Fields that are no pointers appear with Go's zero value as their default, which is none. */
  private static boolean isGoZero(final JsonNode value) {
    return value.isObject() && value.isEmpty()
        || value.isTextual() && value.asText().isEmpty()
        || value.isNumber() && value.asInt() == 0;
  }

  private static JsonNode sortedIfEnum(final String keyword, final JsonNode value) {
    if (!keyword.equals("enum")) {
      return value;
    }
    final ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    value.valueStream().map(JsonNode::asText).sorted().forEach(sorted::add);
    return sorted;
  }

  private static Map<String, JsonNode> fields(final JsonNode object) {
    final Map<String, JsonNode> result = new TreeMap<>();
    object.properties().forEach(e -> result.put(e.getKey(), e.getValue()));
    return result;
  }

  private static String shortName(final String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
  }
}
