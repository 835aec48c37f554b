package dev.miniworks.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Meta;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the resource a controller is for: its status, its annotations, its template on a rollback.
 *
 * <p>Each write is a merge patch of what differs, locked on the version in view, and its answer is
 * the newest state there is: it stands in for the event queue's older copy until that has caught
 * up, so that a controller never decides on a resource older than its own last write.
 *
 * @param <T> the kind's Java type
 */
public final class PrimaryControl<T extends HasMetadata> {

  private final Api api;
  private final KubernetesSerialization serialization;
  private final ApiKind kind;
  private final Class<T> type;
  private final Map<String, T> newest = new ConcurrentHashMap<>();

  public PrimaryControl(
      Api api, KubernetesSerialization serialization, ApiKind kind, Class<T> type) {
    this.api = api;
    this.serialization = serialization;
    this.kind = kind;
    this.type = type;
  }

  /** The newest state known: the one that was handed in, or our own last write's answer. */
  public T newest(T queued) {
    T written = newest.get(queued.getMetadata().getUid());
    if (written == null) {
      return queued;
    }
    if (version(written) > version(queued)) {
      return written;
    }
    newest.remove(queued.getMetadata().getUid(), written);
    return queued;
  }

  /** Whether this very version is what our own last write made. */
  public boolean wrote(T resource) {
    T written = newest.get(resource.getMetadata().getUid());
    return written != null && version(written) == version(resource);
  }

  /** Forgets a resource that is gone. */
  public void forget(String uid) {
    newest.remove(uid);
  }

  /**
   * Writes the status if it differs, and with it the annotations where the kind's status write
   * carries them.
   *
   * @param annotations the whole map; the same as in view to leave them alone
   */
  public Optional<Failure> writeStatus(
      Meta meta, Object current, Object wanted, Map<String, String> annotations) {
    ObjectNode status = MergePatches.between(tree(current), tree(wanted));
    Map<String, String> changed = MergePatches.map(meta.annotations(), annotations);
    if (status.isEmpty() && changed.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> metadata =
        changed.isEmpty()
            ? Map.of("resourceVersion", meta.resourceVersion())
            : Map.of("resourceVersion", meta.resourceVersion(), "annotations", changed);
    return patch(meta, path(meta) + "/status", Map.of("metadata", metadata, "status", status));
  }

  /** Brings the annotations to these values, in a write of its own. */
  public Optional<Failure> annotate(Meta meta, Map<String, String> annotations) {
    return patch(
        meta,
        path(meta),
        Map.of(
            "metadata",
            Map.of(
                "resourceVersion",
                meta.resourceVersion(),
                "annotations",
                MergePatches.map(meta.annotations(), annotations))));
  }

  /** Replaces the pod template and the annotations. */
  public Optional<Failure> restore(
      Meta meta,
      PodTemplateSpec current,
      PodTemplateSpec template,
      Map<String, String> annotations) {
    return patch(
        meta,
        path(meta),
        Map.of(
            "metadata",
            Map.of(
                "resourceVersion",
                meta.resourceVersion(),
                "annotations",
                MergePatches.map(meta.annotations(), annotations)),
            "spec",
            Map.of("template", MergePatches.between(tree(current), tree(template)))));
  }

  private Optional<Failure> patch(Meta meta, String path, Object patch) {
    try {
      T stored = serialization.convertValue(Api.await(api.mergePatch(path, patch)).object(), type);
      newest.put(meta.uid(), stored);
      return Optional.empty();
    } catch (ApiException refusal) {
      return Optional.of(refusal.failure(Failure.Verb.UPDATE));
    }
  }

  private JsonNode tree(Object value) {
    return serialization.convertValue(value, JsonNode.class);
  }

  private String path(Meta meta) {
    return kind.path(meta.namespace(), meta.name());
  }

  private static long version(HasMetadata resource) {
    return ResourceVersions.parse(resource.getMetadata().getResourceVersion());
  }
}
