package dev.miniworks.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What Helm rendered, parsed.
 *
 * @param objects the objects as they were written, nothing lost
 */
record Rendered(List<JsonNode> objects) {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  static Rendered of(String manifests) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(manifests)) {
      return new Rendered(documents.readAll().stream().filter(JsonNode::isObject).toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One YAML document. */
  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The objects' kinds, sorted; one that occurs twice is named twice. */
  List<String> kinds() {
    return objects.stream().map(object -> object.path("kind").asText()).sorted().toList();
  }

  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return ofKind(HasMetadata.getKind(type)).stream()
        .map(object -> KUBERNETES.convertValue(object, type))
        .toList();
  }

  /** The only object of this type. */
  <T extends HasMetadata> T one(Class<T> type) {
    List<T> found = all(type);
    if (found.size() != 1) {
      throw new AssertionError(
          "not one but " + found.size() + " of " + type.getSimpleName() + " among " + kinds());
    }
    return found.get(0);
  }

  /** The template of every workload. */
  List<PodTemplateSpec> podTemplates() {
    return objects.stream()
        .map(object -> object.at("/spec/template"))
        .filter(template -> template.at("/spec/containers").isArray())
        .map(template -> KUBERNETES.convertValue(template, PodTemplateSpec.class))
        .toList();
  }
}
