package dev.miniworks.operator.workload;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;

/**
 * How far a rollout may stray from the wanted number of replicas.
 *
 * @param replicas the wanted number
 * @param maxSurge how many more pods there may be
 * @param maxUnavailable how many of the wanted number may be unavailable
 */
public record RollingBounds(int replicas, int maxSurge, int maxUnavailable) {

  private static final String DEFAULT = "25%";

  /**
   * Resolves a Deployment's strategy. Percentages of surge are rounded up, of unavailability down;
   * where both come to nothing, one pod may be unavailable, or the rollout could never move.
   * Recreate has neither surge nor tolerance.
   *
   * @param strategy null means RollingUpdate with its defaults of 25 %
   */
  public static RollingBounds of(DeploymentStrategy strategy, int replicas) {
    if (recreates(strategy)) {
      return new RollingBounds(replicas, 0, 0);
    }
    RollingUpdateDeployment rolling = strategy == null ? null : strategy.getRollingUpdate();
    int surge = resolve(rolling == null ? null : rolling.getMaxSurge(), replicas, Rounding.UP);
    int unavailable =
        resolve(rolling == null ? null : rolling.getMaxUnavailable(), replicas, Rounding.DOWN);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    return new RollingBounds(replicas, surge, Math.min(unavailable, replicas));
  }

  /** Whether the strategy is Recreate. */
  public static boolean recreates(DeploymentStrategy strategy) {
    return strategy != null && "Recreate".equals(strategy.getType());
  }

  /** How many pods there may be at most. */
  public int maxTotal() {
    return (int) Math.min(Integer.MAX_VALUE, (long) replicas + maxSurge);
  }

  /** How many pods have to be available at least. */
  public int minAvailable() {
    return replicas - maxUnavailable;
  }

  private enum Rounding {
    UP,
    DOWN
  }

  private static int resolve(IntOrString value, int total, Rounding rounding) {
    if (value != null && value.getIntVal() != null) {
      return Math.max(0, value.getIntVal());
    }
    String text = value == null ? DEFAULT : value.getStrVal();
    if (text == null || !text.matches("[0-9]{1,9}%")) {
      return 0;
    }
    long hundredths = Long.parseLong(text.substring(0, text.length() - 1)) * total;
    long resolved = rounding == Rounding.UP ? (hundredths + 99) / 100 : hundredths / 100;
    return (int) Math.min(Integer.MAX_VALUE, resolved);
  }
}
