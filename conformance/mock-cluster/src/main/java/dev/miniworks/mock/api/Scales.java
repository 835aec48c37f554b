package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.selector.LabelSelector;
import dev.miniworks.mock.store.Item;
import java.util.List;

/** Shows objects as the Scale that their subresource speaks of. Pure. */
final class Scales {

  private Scales() {}

  static ObjectNode of(Item item, ScalePaths paths) {
    JsonNode object = item.json();
    ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      if (item.metadata().has(field)) {
        metadata.set(field, item.metadata().get(field));
      }
    }
    ObjectNode spec = scale.putObject("spec");
    int wanted = Json.at(object, paths.specReplicas()).asInt();
    if (wanted != 0) {
      spec.put("replicas", wanted);
    }
    ObjectNode status = scale.putObject("status");
    status.put("replicas", Json.at(object, paths.statusReplicas()).asInt());
    String selector = selector(object, paths.selector());
    if (!selector.isEmpty()) {
      status.put("selector", selector);
    }
    return scale;
  }

  private static String selector(JsonNode object, String path) {
    if (path.isEmpty()) {
      return "";
    }
    JsonNode selector = Json.at(object, path);
    if (!selector.isObject()) {
      return selector.asText();
    }
    boolean structured = selector.has("matchLabels") || selector.has("matchExpressions");
    return (structured ? LabelSelector.of(selector) : LabelSelector.ofLabels(selector)).toString();
  }

  /** Sets the number that a Scale wants, in place. */
  static void apply(ObjectNode object, ScalePaths paths, int replicas) {
    String[] parts = paths.specReplicas().split("\\.");
    ObjectNode parent = object;
    for (int i = 0; i < parts.length - 1; i++) {
      parent = Json.child(parent, parts[i]);
    }
    parent.put(parts[parts.length - 1], replicas);
  }
}
