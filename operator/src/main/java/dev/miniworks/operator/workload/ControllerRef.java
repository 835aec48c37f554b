package dev.miniworks.operator.workload;

/**
 * The owner that controls an object (its owner reference with {@code controller: true}). Owners are
 * matched by group, kind and UID, never by version (semantics 0.4).
 *
 * @param group API group, empty for the core group
 */
public record ControllerRef(String group, String kind, String name, String uid) {}
