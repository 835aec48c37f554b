package dev.miniworks.bench;

/** One number that a phase is described by. What a phase has no answer to is left out. */
public enum Figure {
  /** Seconds from the benchmark's request until a watch on the Deployment shows the end. */
  WALL("wall s", 2),
  /** Seconds until the API server has answered the last POST of a pod with success. */
  LAST_POST("last POST s", 2),
  /** Seconds until the API server has answered the last DELETE of a pod with success. */
  LAST_DELETE("last DELETE s", 2),
  /** Seconds until the last pod's status was reported by its node. */
  LAST_STATUS("last pod Ready s", 2),
  /** Milliseconds from a pod's event to the controller's next write; see {@link Reactions}. */
  REACTION_P50("reaction p50 ms", 1),
  /** The same, its 99th percentile. */
  REACTION_P99("reaction p99 ms", 1),
  /** How many events the reaction is taken from. */
  EVENTS_SEEN("pod events", 0),
  /** Requests of the controller that change something or try to, events included, per pod. */
  WRITES_PER_POD("writes per pod", 2),
  /** Those of them that are events. */
  EVENT_WRITES_PER_POD("of them events", 2),
  /** Writes as a number. */
  WRITES("writes", 0),
  /** Requests that the API server answered with an error. */
  REFUSED("refused", 0),
  /** CPU seconds of the controller's process. */
  CONTROLLER_CPU("controller CPU s", 2),
  /** The most memory that the controller's process had resident since its start, in MiB. */
  PEAK_RSS("peak RSS MiB", 0),
  /** CPU seconds of the API server. */
  API_SERVER_CPU("API server CPU s", 2);

  private final String title;
  private final int digits;

  Figure(String title, int digits) {
    this.title = title;
    this.digits = digits;
  }

  /** The heading of its column. */
  public String title() {
    return title;
  }

  /** Digits worth showing after the point. */
  public int digits() {
    return digits;
  }
}
