package dev.miniworks.suite.subject;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/**
 * Translates between the shape that scenarios use and the objects that a subject's API serves. A
 * mini kind has the built-in spec word for word, so only its name changes; a ReplicationController
 * has its selector without the {@code matchLabels} around it.
 */
public final class WireFormat {

  private static final String MATCH_LABELS = "matchLabels";

  private final KubernetesSerialization json;

  /** A translator that reads and writes objects as the client does. */
  public WireFormat(KubernetesSerialization json) {
    this.json = json;
  }

  /** The object as the API serves it, under the kind's name there. */
  public GenericKubernetesResource write(HasMetadata object, Kind kind, WireKind wire) {
    var generic = json.convertValue(object, GenericKubernetesResource.class);
    generic.setApiVersion(wire.apiVersion());
    generic.setKind(wire.kind());
    if (kind == Kind.REPLICATION_CONTROLLER) {
      replaceSelector(generic, selector -> selector.get(MATCH_LABELS));
    }
    return generic;
  }

  /** The served object in the shape that scenarios use; its kind and apiVersion stay. */
  public <T extends HasMetadata> T read(
      GenericKubernetesResource generic, Kind kind, Class<T> shape) {
    if (kind != Kind.REPLICATION_CONTROLLER) {
      return json.convertValue(generic, shape);
    }
    var copy = json.clone(generic);
    replaceSelector(copy, selector -> Map.of(MATCH_LABELS, selector));
    return json.convertValue(copy, shape);
  }

  private static void replaceSelector(
      GenericKubernetesResource object,
      java.util.function.Function<Map<String, Object>, Object> change) {
    Map<String, Object> spec = object.get("spec");
    Map<String, Object> selector = object.get("spec", "selector");
    if (spec != null && selector != null) {
      spec.put("selector", change.apply(selector));
    }
  }
}
