package dev.miniworks.suite.history;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Optional;

/** Reads single facts from objects, with the API's defaults where a field is unset. Pure. */
public final class Facts {

  /** Annotation that numbers the revisions of a Deployment. */
  public static final String REVISION = "deployment.kubernetes.io/revision";

  /** Annotation on a set: the Deployment's replicas when it was last scaled. */
  public static final String DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";

  /** Annotation on a set: the Deployment's replicas and surge when it was last scaled. */
  public static final String MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

  private Facts() {}

  /** The owner that controls the object. */
  public static Optional<OwnerReference> controller(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  /** Whether the object is controlled by the given owner. */
  public static boolean controlledBy(HasMetadata object, HasMetadata owner) {
    return controller(object)
        .map(ref -> ref.getUid().equals(owner.getMetadata().getUid()))
        .orElse(false);
  }

  /** Whether the object is being deleted. */
  public static boolean deleting(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether the pod has ended for good. */
  public static boolean ended(Pod pod) {
    var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  /** Whether the pod counts as a replica: neither ended nor being deleted. */
  public static boolean active(Pod pod) {
    return !ended(pod) && !deleting(pod);
  }

  /** Whether the pod's Ready condition is True. */
  public static boolean ready(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /** The value of an annotation. */
  public static Optional<String> annotation(HasMetadata object, String key) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).map(map -> map.get(key));
  }

  /** The value of a label. */
  public static Optional<String> label(HasMetadata object, String key) {
    return Optional.ofNullable(object.getMetadata().getLabels()).map(map -> map.get(key));
  }

  /** The number that the revision annotation holds; 0 when there is none. */
  public static long revision(HasMetadata object) {
    return annotation(object, REVISION).map(Long::parseLong).orElse(0L);
  }

  /** Wanted replicas of a set. */
  public static int replicas(ReplicaSet set) {
    return orElse(set.getSpec().getReplicas(), 1);
  }

  /** Wanted replicas of a Deployment. */
  public static int replicas(Deployment deployment) {
    return orElse(deployment.getSpec().getReplicas(), 1);
  }

  /** Available replicas that the set reports. */
  public static int available(ReplicaSet set) {
    return set.getStatus() == null ? 0 : orElse(set.getStatus().getAvailableReplicas(), 0);
  }

  /** Whether the Deployment replaces all pods at once. */
  public static boolean recreates(Deployment deployment) {
    var strategy = deployment.getSpec().getStrategy();
    return strategy != null && "Recreate".equals(strategy.getType());
  }

  /** Pods a rollout may have beyond the wanted replicas: percentages round up; 0 for Recreate. */
  public static int surge(Deployment deployment) {
    if (recreates(deployment)) {
      return 0;
    }
    var rolling = rolling(deployment);
    return resolve(
        rolling.map(r -> r.getMaxSurge()).orElse(null), replicas(deployment), Rounding.UP);
  }

  /**
   * Pods a rollout may be short of the wanted replicas: percentages round down, but where that
   * leaves no surge either, one.
   */
  public static int unavailable(Deployment deployment) {
    if (recreates(deployment) || replicas(deployment) == 0) {
      return 0;
    }
    var rolling = rolling(deployment);
    var resolved =
        resolve(
            rolling.map(r -> r.getMaxUnavailable()).orElse(null),
            replicas(deployment),
            Rounding.DOWN);
    var fenced = resolved == 0 && surge(deployment) == 0 ? 1 : resolved;
    return Math.min(fenced, replicas(deployment));
  }

  /** The status's observedGeneration; 0 before the first. */
  public static long observedGeneration(HasMetadata object) {
    var observed =
        object instanceof Deployment deployment && deployment.getStatus() != null
            ? deployment.getStatus().getObservedGeneration()
            : object instanceof ReplicaSet set && set.getStatus() != null
                ? set.getStatus().getObservedGeneration()
                : null;
    return observed == null ? 0 : observed;
  }

  /** The conditions of a Deployment or a set. */
  public static List<Condition> conditions(HasMetadata object) {
    if (object instanceof Deployment deployment && deployment.getStatus() != null) {
      return deployment.getStatus().getConditions().stream()
          .map(
              c ->
                  new Condition(
                      c.getType(),
                      c.getStatus(),
                      orElse(c.getReason(), ""),
                      orElse(c.getMessage(), ""),
                      orElse(c.getLastTransitionTime(), "")))
          .toList();
    }
    if (object instanceof ReplicaSet set && set.getStatus() != null) {
      return set.getStatus().getConditions().stream()
          .map(
              c ->
                  new Condition(
                      c.getType(),
                      c.getStatus(),
                      orElse(c.getReason(), ""),
                      orElse(c.getMessage(), ""),
                      orElse(c.getLastTransitionTime(), "")))
          .toList();
    }
    return List.of();
  }

  /** The condition of this type. */
  public static Optional<Condition> condition(HasMetadata object, String type) {
    return conditions(object).stream().filter(c -> c.type().equals(type)).findFirst();
  }

  /** Whether every pod of the Deployment is of its latest template and available. */
  public static boolean complete(Deployment deployment) {
    var status = deployment.getStatus();
    var wanted = replicas(deployment);
    return status != null
        && orElse(status.getUpdatedReplicas(), 0) == wanted
        && orElse(status.getReplicas(), 0) == wanted
        && orElse(status.getAvailableReplicas(), 0) == wanted
        && observedGeneration(deployment) >= deployment.getMetadata().getGeneration();
  }

  /** The value, or the other when it is unset. */
  public static <T> T orElse(T value, T other) {
    return value == null ? other : value;
  }

  /** A condition of whichever object; unset texts are empty. */
  public record Condition(
      String type, String status, String reason, String message, String lastTransitionTime) {}

  private enum Rounding {
    UP,
    DOWN
  }

  private static Optional<io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment> rolling(
      Deployment deployment) {
    return Optional.ofNullable(deployment.getSpec().getStrategy())
        .flatMap(strategy -> Optional.ofNullable(strategy.getRollingUpdate()));
  }

  private static int resolve(IntOrString value, int replicas, Rounding rounding) {
    var given = value == null ? new IntOrString("25%") : value;
    if (given.getIntVal() != null) {
      return given.getIntVal();
    }
    var percent = Integer.parseInt(given.getStrVal().replace("%", ""));
    return rounding == Rounding.UP ? (percent * replicas + 99) / 100 : percent * replicas / 100;
  }
}
