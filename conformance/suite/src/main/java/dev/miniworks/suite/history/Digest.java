package dev.miniworks.suite.history;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/** Puts what matters of an entry on one line, for people who look for a cause. */
final class Digest {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private Digest() {}

  static String line(Entry entry) {
    return "%s %8d %-8s %-22s %s %s"
        .formatted(
            CLOCK.format(entry.at()),
            entry.version(),
            entry.action(),
            entry.kind().name().toLowerCase(java.util.Locale.ROOT),
            entry.name(),
            detail(entry.object()));
  }

  private static String detail(HasMetadata object) {
    var deleting = Facts.deleting(object) ? " deleting" : "";
    if (object instanceof Pod pod) {
      return "%s%s%s%s"
          .formatted(
              pod.getStatus() == null ? "" : pod.getStatus().getPhase(),
              Facts.ready(pod) ? " ready" : "",
              deleting,
              owner(pod));
    }
    if (object instanceof ReplicaSet set) {
      var status = set.getStatus();
      return "replicas=%d%s generation=%d/%d revision=%d%s%s%s"
          .formatted(
              Facts.replicas(set),
              status == null
                  ? ""
                  : counters(
                      status.getReplicas(),
                      null,
                      status.getReadyReplicas(),
                      status.getAvailableReplicas()),
              Facts.observedGeneration(set),
              set.getMetadata().getGeneration(),
              Facts.revision(set),
              conditions(set),
              deleting,
              owner(set));
    }
    if (object instanceof Deployment deployment) {
      var status = deployment.getStatus();
      return "replicas=%d%s generation=%d/%d revision=%d%s%s%s"
          .formatted(
              Facts.replicas(deployment),
              status == null
                  ? ""
                  : counters(
                      status.getReplicas(),
                      status.getUpdatedReplicas(),
                      status.getReadyReplicas(),
                      status.getAvailableReplicas()),
              Facts.observedGeneration(deployment),
              deployment.getMetadata().getGeneration(),
              Facts.revision(deployment),
              Boolean.TRUE.equals(deployment.getSpec().getPaused()) ? " paused" : "",
              conditions(deployment),
              deleting);
    }
    return deleting;
  }

  private static String counters(Integer all, Integer updated, Integer ready, Integer available) {
    return " has=%d%s ready=%d available=%d"
        .formatted(
            Facts.orElse(all, 0),
            updated == null ? "" : " updated=" + updated,
            Facts.orElse(ready, 0),
            Facts.orElse(available, 0));
  }

  private static String conditions(HasMetadata object) {
    return Facts.conditions(object).stream()
        .map(c -> " %s%s(%s)".formatted(sign(c.status()), c.type(), c.reason()))
        .collect(Collectors.joining());
  }

  private static String sign(String status) {
    return switch (status) {
      case "True" -> "+";
      case "False" -> "-";
      default -> "?";
    };
  }

  private static String owner(HasMetadata object) {
    return Facts.controller(object)
        .map(ref -> " of " + ref.getKind() + "/" + ref.getName())
        .orElse(" without controller");
  }
}
