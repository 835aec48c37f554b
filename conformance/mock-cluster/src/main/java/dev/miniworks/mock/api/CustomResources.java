package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.ResourceType.Behaviour;
import dev.miniworks.mock.api.ResourceType.Names;
import dev.miniworks.mock.api.ResourceType.Storage;
import dev.miniworks.mock.patch.SchemaShape;
import dev.miniworks.mock.store.GroupResource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes resources of CustomResourceDefinitions. */
public final class CustomResources {

  private final Function<JsonNode, Strategy> strategies;

  /**
   * @param strategies makes a strategy of an entry of a definition's {@code spec.versions}
   */
  public CustomResources(Function<JsonNode, Strategy> strategies) {
    this.strategies = strategies;
  }

  /** The resources that a definition has served, one for each version. */
  public List<ResourceType> types(ObjectNode definition) {
    JsonNode spec = definition.path("spec");
    String group = spec.path("group").asText();
    String storedVersion = storageVersion(spec);
    long since = definition.path("metadata").path("resourceVersion").asLong();
    List<ResourceType> types = new ArrayList<>();
    for (JsonNode version : spec.path("versions")) {
      if (version.path("served").asBoolean()) {
        types.add(type(spec, group, version, storedVersion, since));
      }
    }
    return types;
  }

  private static String storageVersion(JsonNode spec) {
    for (JsonNode version : spec.path("versions")) {
      if (version.path("storage").asBoolean()) {
        return version.path("name").asText();
      }
    }
    return "";
  }

  private ResourceType type(
      JsonNode spec, String group, JsonNode version, String storedVersion, long since) {
    String name = version.path("name").asText();
    String plural = spec.path("names").path("plural").asText();
    JsonNode parts = version.path("subresources");
    Set<String> subresources = new LinkedHashSet<>();
    for (String part : List.of("status", "scale")) {
      if (parts.has(part)) {
        subresources.add(part);
      }
    }
    JsonNode schema = version.path("schema").path("openAPIV3Schema");
    List<Column> columns = PrinterColumns.of(version.path("additionalPrinterColumns"));
    return new ResourceType(
        names(spec.path("names")),
        group,
        name,
        spec.path("scope").asText().equals("Namespaced"),
        EnumSet.of(Trait.CUSTOM, Trait.GENERATION),
        subresources,
        new Behaviour(
            strategies.apply(version),
            SchemaShape.of(schema),
            NameRule.SUBDOMAIN,
            selectable(version),
            scale(parts.path("scale")),
            () -> columns,
            deprecation(spec, group, version, storedVersion)),
        new Storage(
            new GroupResource(group, plural),
            group + "/" + storedVersion,
            Conversion.renaming(group + "/" + storedVersion),
            Conversion.renaming(group + "/" + name),
            since));
  }

  private static Optional<String> deprecation(
      JsonNode spec, String group, JsonNode version, String storedVersion) {
    if (!version.path("deprecated").asBoolean()) {
      return Optional.empty();
    }
    String kind = spec.path("names").path("kind").asText();
    String name = version.path("name").asText();
    String advice =
        storedVersion.equals(name) ? "" : "; use " + group + "/" + storedVersion + " " + kind;
    return Optional.of(
        version
            .path("deprecationWarning")
            .asText(group + "/" + name + " " + kind + " is deprecated" + advice));
  }

  private static Names names(JsonNode names) {
    return new Names(
        names.path("plural").asText(),
        names.path("singular").asText(),
        names.path("kind").asText(),
        names.path("listKind").asText(names.path("kind").asText() + "List"),
        texts(names.path("shortNames")),
        texts(names.path("categories")));
  }

  private static Map<String, String> selectable(JsonNode version) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (JsonNode field : version.path("selectableFields")) {
      String path = undotted(field.path("jsonPath").asText());
      fields.put(path, path);
    }
    return fields;
  }

  private static Optional<ScalePaths> scale(JsonNode scale) {
    return scale.isObject()
        ? Optional.of(
            new ScalePaths(
                undotted(scale.path("specReplicasPath").asText()),
                undotted(scale.path("statusReplicasPath").asText()),
                undotted(scale.path("labelSelectorPath").asText())))
        : Optional.empty();
  }

  private static String undotted(String path) {
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
