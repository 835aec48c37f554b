package dev.miniworks.suite.history;

/** What happened to an object. */
public enum Action {
  ADDED,
  MODIFIED,
  DELETED
}
