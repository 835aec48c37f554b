package dev.miniworks.operator.cluster;

import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.kinds.Metas;
import dev.miniworks.operator.workload.ControllerRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whom a change of a child concerns. */
public final class Wakeups {

  private Wakeups() {}

  /**
   * The controlling owner if it is of this kind; for a child without a controller every owner that
   * might adopt it.
   *
   * @param adopters the owners in the child's namespace whose selector matches its labels
   */
  public static <R extends HasMetadata> Function<R, Stream<ResourceID>> ownerOrAdopters(
      ApiKind kind, Function<ObjectMeta, Stream<ResourceID>> adopters) {
    return child -> {
      Optional<ControllerRef> controller = Metas.controller(child.getMetadata());
      return controller.isPresent()
          ? owner(kind, child, controller.get())
          : adopters.apply(child.getMetadata());
    };
  }

  /** The controlling owner if it is of this kind. */
  public static <R extends HasMetadata> Stream<ResourceID> owner(ApiKind kind, R child) {
    return Metas.controller(child.getMetadata()).stream()
        .flatMap(controller -> owner(kind, child, controller));
  }

  private static Stream<ResourceID> owner(
      ApiKind kind, HasMetadata child, ControllerRef controller) {
    return kind.matches(controller)
        ? Stream.of(new ResourceID(controller.name(), child.getMetadata().getNamespace()))
        : Stream.empty();
  }
}
