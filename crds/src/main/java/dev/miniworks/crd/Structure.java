package dev.miniworks.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The structure of the native workload types, and its translation into what a
 * CustomResourceDefinition accepts: references written out, quantities and int-or-strings in the
 * forms that custom resources have for them.
 */
final class Structure {

  /**
   * What the template of a pod or claim cannot carry, for the API server writes it. Native
   * controllers ignore it; here it is an unknown field.
   */
  static final Map<String, Set<String>> OMITTED =
      Map.of(
          "ObjectMeta",
          Set.of(
              "deletionGracePeriodSeconds",
              "deletionTimestamp",
              "generation",
              "managedFields",
              "ownerReferences",
              "resourceVersion",
              "selfLink",
              "uid"));

  /**
   * Words that may be empty, which native decoding takes for absent (charts write {@code
   * imagePullPolicy: ""}). OpenAPI does not tell these from the ones that may not; found by asking
   * a native server about each.
   */
  private static final Map<String, Set<String>> EMPTY_MEANS_ABSENT =
      Map.of(
          "Container", Set.of("imagePullPolicy", "terminationMessagePolicy"),
          "ContainerPort", Set.of("protocol"),
          "HTTPGetAction", Set.of("scheme"),
          "ImageVolumeSource", Set.of("pullPolicy"),
          "Lifecycle", Set.of("stopSignal"),
          "PodSpec", Set.of("dnsPolicy"),
          "Toleration", Set.of("effect", "operator"));

  /** Fields that OpenAPI calls required, and that a native server does without. */
  private static final Map<String, Set<String>> NOT_REQUIRED =
      Map.of(
          "ClusterTrustBundleProjection", Set.of("path"),
          "HTTPHeader", Set.of("value"),
          "ISCSIVolumeSource", Set.of("lun"),
          "PreferredSchedulingTerm", Set.of("preference"),
          "ScaleIOVolumeSource", Set.of("secretRef"),
          "SleepAction", Set.of("seconds"),
          "Sysctl", Set.of("value"));

  /** A number with an optional suffix, as in 0.5, 100m, 2Gi, 1e3. */
  private static final String QUANTITY =
      "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$";

  private final JsonNode types;
  private final Descriptions descriptions;

  Structure(final JsonNode types, final Descriptions descriptions) {
    this.types = types;
    this.descriptions = descriptions;
  }

  /** The committed structure, with the committed descriptions. */
  static Structure load() {
    return new Structure(resource().path("types"), Descriptions.load());
  }

  /** The committed structure as it is stored. */
  static JsonNode resource() {
    try (InputStream in = Structure.class.getResourceAsStream("workloads.json")) {
      return new ObjectMapper().readTree(in);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fresh schema of the type, free to be edited. */
  Schema schemaOf(final String type) {
    return new Schema(expand(JsonNodeFactory.instance.objectNode().put("$ref", type), Set.of()));
  }

  /**
   * Writes a schema out.
   *
   * @param listKeys the fields that tell the items of the enclosing list apart: the API server
   *     wants them present, so those that may be left out default to the empty string
   */
  private ObjectNode expand(final ObjectNode source, final Set<String> listKeys) {
    final ObjectNode result = JsonNodeFactory.instance.objectNode();
    final String type = source.path("$ref").asText("");
    switch (type) {
      case "" -> expandInto(result, source, type, listKeys);
      case "IntOrString" ->
          result
              .put("x-kubernetes-int-or-string", true)
              .put("minimum", Integer.MIN_VALUE)
              .put("maximum", Integer.MAX_VALUE);
      case "Quantity" -> quantity(result);
      default -> expandInto(result, (ObjectNode) types.required(type), type, listKeys);
    }
    return result;
  }

  /**
   * Has no type, for each of those there are would refuse a fraction such as {@code cpu: 0.5}. So
   * what is neither text nor number has to be refused in other ways: a single object that no client
   * can decode would stop every watch of its kind.
   */
  private static void quantity(final ObjectNode schema) {
    schema
        .put("x-kubernetes-preserve-unknown-fields", true)
        .put("pattern", QUANTITY)
        .put("maxItems", 0)
        .put("maxProperties", 0);
    final ArrayNode neither = schema.putObject("not").putArray("enum");
    neither.add(true).add(false).addArray();
    neither.addObject();
  }

  private void expandInto(
      final ObjectNode target,
      final ObjectNode source,
      final String type,
      final Set<String> listKeys) {
    for (final Map.Entry<String, JsonNode> keyword : source.properties()) {
      final JsonNode value = keyword.getValue();
      switch (keyword.getKey()) {
        case "items" ->
            target.set(
                "items",
                expand((ObjectNode) value, strings(source.path("x-kubernetes-list-map-keys"))));
        case "additionalProperties" ->
            target.set("additionalProperties", expand((ObjectNode) value, Set.of()));
        case "properties" -> target.set("properties", properties(source, type, listKeys));
        case "required" -> {
          final ArrayNode required = JsonNodeFactory.instance.arrayNode();
          required(source, type).forEach(required::add);
          if (!required.isEmpty()) {
            target.set("required", required);
          }
        }
        default -> target.set(keyword.getKey(), value.deepCopy());
      }
    }
  }

  private ObjectNode properties(
      final ObjectNode source, final String type, final Set<String> listKeys) {
    final List<String> required = required(source, type);
    final Set<String> omitted = OMITTED.getOrDefault(type, Set.of());
    final Set<String> mayBeEmpty = EMPTY_MEANS_ABSENT.getOrDefault(type, Set.of());
    final ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (final Map.Entry<String, JsonNode> property : source.path("properties").properties()) {
      final String name = property.getKey();
      if (omitted.contains(name)) {
        continue;
      }
      final ObjectNode schema = expand((ObjectNode) property.getValue(), Set.of());
      descriptions.of(type, name).ifPresent(d -> schema.put("description", d));
      if (listKeys.contains(name) && !required.contains(name) && !schema.has("default")) {
        schema.put("default", "");
      }
      if (mayBeEmpty.contains(name)) {
        schema.withArrayProperty("enum").add("");
      }
      result.set(name, schema);
    }
    return result;
  }

  private static List<String> required(final ObjectNode source, final String type) {
    final Set<String> notRequired = NOT_REQUIRED.getOrDefault(type, Set.of());
    return source
        .path("required")
        .valueStream()
        .map(JsonNode::asText)
        .filter(field -> !notRequired.contains(field))
        .toList();
  }

  private static Set<String> strings(final JsonNode array) {
    return array.valueStream().map(JsonNode::asText).collect(Collectors.toUnmodifiableSet());
  }
}
