package dev.miniworks.operator.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.miniworks.operator.kinds.Metas;
import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.PodPhase;
import dev.miniworks.operator.workload.PodView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pod as it crosses the wire, cut down to what planners read. The whole of a pod costs 10 to 22
 * kB of heap in the client's own type; the cache holds one of these per pod of the cluster instead,
 * whose bulk is its {@link PodView}.
 */
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(
    using = JsonDeserializer.None.class) // the inherited one looks the kind up, and finds this
public final class PodResource implements HasMetadata, Namespaced {

  private ObjectMeta metadata = new ObjectMeta();
  private Spec spec = new Spec(null, List.of());
  private Status status = new Status(null, List.of(), List.of(), List.of());
  private PodView view;

  /** What is read of a pod's spec. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Spec(String nodeName, List<InitContainer> initContainers) {}

  /** What is read of an init container: those that always restart are sidecars. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record InitContainer(String name, String restartPolicy) {}

  /** What is read of a pod's status. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Status(
      String phase,
      List<Condition> conditions,
      List<ContainerStatus> containerStatuses,
      List<ContainerStatus> initContainerStatuses) {}

  /** What is read of a pod's condition. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Condition(String type, String status, String lastTransitionTime) {}

  /** What is read of a container's status. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ContainerStatus(String name, int restartCount) {}

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    metadata.setManagedFields(List.of());
    String cost = metadata.getAnnotations().get(Annotations.POD_DELETION_COST);
    metadata.setAnnotations(cost == null ? Map.of() : Map.of(Annotations.POD_DELETION_COST, cost));
    this.metadata = metadata;
  }

  @Override
  public String getApiVersion() {
    return "v1";
  }

  @Override
  public void setApiVersion(String version) {
    // always v1
  }

  @Override
  public String getKind() {
    return "Pod";
  }

  /** Takes the spec off the wire. */
  public void setSpec(Spec spec) {
    this.spec = spec;
  }

  /** Takes the status off the wire. */
  public void setStatus(Status status) {
    this.status = status;
  }

  /** The planners' view; made at the first call, which lets go of what it was made from. */
  @JsonIgnore
  public synchronized PodView view() {
    if (view == null) {
      Optional<Condition> ready =
          nullToEmpty(status.conditions()).stream()
              .filter(condition -> "Ready".equals(condition.type()))
              .filter(condition -> "True".equals(condition.status()))
              .findFirst();
      view =
          new PodView(
              Metas.of(metadata),
              phase(),
              Optional.ofNullable(spec.nodeName()).filter(node -> !node.isEmpty()),
              ready.isPresent(),
              ready.map(Condition::lastTransitionTime).flatMap(PodResource::time),
              restarts(nullToEmpty(status.containerStatuses()).stream()),
              sidecarRestarts());
      spec = null;
      status = null;
    }
    return view;
  }

  private PodPhase phase() {
    return switch (Objects.requireNonNullElse(status.phase(), "")) {
      case "Pending" -> PodPhase.PENDING;
      case "Running" -> PodPhase.RUNNING;
      case "Succeeded" -> PodPhase.SUCCEEDED;
      case "Failed" -> PodPhase.FAILED;
      default -> PodPhase.UNKNOWN;
    };
  }

  private int sidecarRestarts() {
    var sidecars =
        nullToEmpty(spec.initContainers()).stream()
            .filter(container -> "Always".equals(container.restartPolicy()))
            .map(InitContainer::name)
            .collect(Collectors.toSet());
    return restarts(
        nullToEmpty(status.initContainerStatuses()).stream()
            .filter(container -> sidecars.contains(container.name())));
  }

  private static int restarts(Stream<ContainerStatus> containers) {
    return containers.mapToInt(ContainerStatus::restartCount).max().orElse(0);
  }

  private static Optional<Instant> time(String text) {
    return Metas.instant(text);
  }

  private static <E> List<E> nullToEmpty(List<E> list) {
    return list == null ? List.of() : list;
  }
}
