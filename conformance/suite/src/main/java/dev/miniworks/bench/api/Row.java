package dev.miniworks.bench.api;

import java.util.Locale;

/** What is measured of a server. */
public enum Row {
  START_ANSWER("start: from nothing to the first answer, ms", 0, true),
  START_JVM("start: ready after the JVM is up, ms", 0, true),
  START_LEAN("the same with the JVM flags of `./miniworks`, ms", 0, true),
  CREATE_P50("create a pod, one after another: p50, ms", 2, true),
  CREATE_P99("the same, p99", 2, true),
  CREATE_RATE("create, 32 in flight: pods/s", 0, false),
  GET_P50("get a pod, one after another: p50, ms", 2, true),
  GET_P99("the same, p99", 2, true),
  GET_RATE("get, 32 in flight: pods/s", 0, false),
  LIST_NAMESPACE("list 1,000 pods of a namespace: p50, ms", 2, true),
  LIST_LABEL_OF_FEW("list 10 of 1,000 pods by label: p50, ms", 2, true),
  LIST_LABEL_OF_MANY("list 10 of %,d pods by label: p50, ms", 2, true),
  LIST_FIELD_OF_MANY("list 10 of %,d pods by field: p50, ms", 2, true),
  UPDATE_P50("update a pod, one after another: p50, ms", 2, true),
  UPDATE_P99("the same, p99", 2, true),
  STATUS_P50("patch a pod's status, one after another: p50, ms", 2, true),
  STATUS_P99("the same, p99", 2, true),
  STATUS_RATE("patch status, 32 in flight: pods/s", 0, false),
  WATCH_ALL("1,000 creations until the last of 20 watchers has seen them, ms", 0, true),
  WATCH_RATE("the same: events delivered per second", 0, false),
  HEAP("heap for %,d pods, MiB", 1, true),
  RESIDENT("resident with %,d pods, MiB", 0, true);

  private final String title;
  private final int digits;
  private final boolean lessIsBetter;

  Row(String title, int digits, boolean lessIsBetter) {
    this.title = title;
    this.digits = digits;
    this.lessIsBetter = lessIsBetter;
  }

  /** What it is called where so many pods are stored. */
  public String title(int pods) {
    return String.format(Locale.ROOT, title, pods);
  }

  /** Digits worth showing after the point. */
  public int digits() {
    return digits;
  }

  /** How many times as good the one is as the other. */
  public double times(double one, double other) {
    return lessIsBetter ? other / one : one / other;
  }
}
