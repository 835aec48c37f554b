package dev.miniworks.api;

/** The names of the API: the one place where its group and version stand. */
public final class Miniworks {

  /** API group of every mini kind. */
  public static final String GROUP = "miniworks.dev";

  /** The one served and stored version. */
  public static final String VERSION = "v1alpha1";

  /** {@code apiVersion} of every mini kind. */
  public static final String API_VERSION = GROUP + "/" + VERSION;

  private Miniworks() {}
}
