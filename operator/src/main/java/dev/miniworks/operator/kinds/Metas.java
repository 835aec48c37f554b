package dev.miniworks.operator.kinds;

import dev.miniworks.operator.workload.ControllerRef;
import dev.miniworks.operator.workload.Meta;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what planners need of an object's metadata. */
public final class Metas {

  private Metas() {}

  /** The planners' view of an object's metadata. */
  public static Meta of(ObjectMeta meta) {
    return new Meta(
        Objects.requireNonNullElse(meta.getNamespace(), ""),
        meta.getName(),
        Objects.requireNonNullElse(meta.getUid(), ""),
        Objects.requireNonNullElse(meta.getResourceVersion(), ""),
        meta.getGeneration() == null ? 0 : meta.getGeneration(),
        Objects.requireNonNullElse(meta.getLabels(), Map.of()),
        Objects.requireNonNullElse(meta.getAnnotations(), Map.of()),
        instant(meta.getCreationTimestamp()).orElse(Instant.EPOCH),
        meta.getDeletionTimestamp() != null,
        controller(meta));
  }

  /** The object's controlling owner, if it has one. */
  public static Optional<ControllerRef> controller(ObjectMeta meta) {
    if (meta.getOwnerReferences() == null) {
      return Optional.empty();
    }
    return meta.getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst()
        .map(Metas::reference);
  }

  /** An RFC 3339 time of the API; empty when there is none. */
  public static Optional<Instant> instant(String text) {
    return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  private static ControllerRef reference(OwnerReference owner) {
    String apiVersion = Objects.requireNonNullElse(owner.getApiVersion(), "");
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return new ControllerRef(group, owner.getKind(), owner.getName(), owner.getUid());
  }
}
