package dev.miniworks.mock.api;

import java.util.Locale;

/** What is asked for. */
public enum Verb {
  GET,
  LIST,
  WATCH,
  CREATE,
  UPDATE,
  PATCH,
  DELETE,
  DELETECOLLECTION;

  /** As roles and discovery write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
