package dev.miniworks.tour;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.View;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How the workloads of a namespace stand at one moment, for people to look at. Pure. */
public record Picture(List<Row> rows) {

  /** How a pod stands. */
  public enum Pip {
    READY,
    STARTING,
    BROKEN,
    ENDING
  }

  /**
   * A workload.
   *
   * @param inner whether it belongs to the one above it
   * @param detail what there is to say about it, in a few words
   * @param pods its own pods, oldest first
   * @param trouble what holds it up; empty when nothing does
   */
  public record Row(boolean inner, String name, String detail, List<Pip> pods, String trouble) {}

  static Picture of(View view) {
    List<Row> rows = new ArrayList<>();
    for (Deployment deployment : view.deployments()) {
      rows.add(row(deployment));
      view.setsOf(deployment).stream()
          .filter(set -> Facts.replicas(set) > 0 || !view.podsOf(set).isEmpty())
          .forEach(set -> rows.add(row(set, view, true)));
    }
    view.sets().stream()
        .filter(set -> Facts.controller(set).isEmpty())
        .forEach(set -> rows.add(row(set, view, false)));
    return new Picture(List.copyOf(rows));
  }

  private static Row row(Deployment deployment) {
    var status = deployment.getStatus();
    var detail =
        status == null
            ? "new"
            : "%d/%d ready, %d updated, %d available"
                .formatted(
                    Facts.orElse(status.getReadyReplicas(), 0),
                    Facts.replicas(deployment),
                    Facts.orElse(status.getUpdatedReplicas(), 0),
                    Facts.orElse(status.getAvailableReplicas(), 0));
    var trouble =
        Facts.condition(deployment, "Progressing")
            .filter(condition -> condition.status().equals("False"))
            .map(Facts.Condition::reason)
            .orElse("");
    return new Row(false, name(deployment), detail, List.of(), trouble);
  }

  private static Row row(ReplicaSet set, View view, boolean inner) {
    var pods =
        view.podsOf(set).stream()
            .sorted(
                Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                    .thenComparing(Picture::name))
            .toList();
    var detail =
        inner
            ? "revision %d, %s".formatted(Facts.revision(set), image(set))
            : "%d/%d ready".formatted(readyOf(set), Facts.replicas(set));
    var trouble = pods.stream().map(Picture::waiting).filter(w -> !w.isEmpty()).findFirst();
    return new Row(
        inner, name(set), detail, pods.stream().map(Picture::pip).toList(), trouble.orElse(""));
  }

  private static Pip pip(Pod pod) {
    if (Facts.deleting(pod)) {
      return Pip.ENDING;
    }
    if (Facts.ready(pod)) {
      return Pip.READY;
    }
    return waiting(pod).isEmpty() ? Pip.STARTING : Pip.BROKEN;
  }

  /** Why a container of the pod does not start; empty when none is held up. */
  private static String waiting(Pod pod) {
    if (pod.getStatus() == null || Facts.deleting(pod)) {
      return "";
    }
    return pod.getStatus().getContainerStatuses().stream()
        .map(container -> container.getState())
        .filter(state -> state != null && state.getWaiting() != null)
        .map(state -> Facts.orElse(state.getWaiting().getReason(), ""))
        .filter(reason -> !reason.isEmpty() && !reason.equals("ContainerCreating"))
        .findFirst()
        .orElse("");
  }

  private static int readyOf(ReplicaSet set) {
    return set.getStatus() == null ? 0 : Facts.orElse(set.getStatus().getReadyReplicas(), 0);
  }

  private static String image(ReplicaSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
