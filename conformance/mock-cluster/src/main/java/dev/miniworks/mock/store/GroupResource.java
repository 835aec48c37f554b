package dev.miniworks.mock.store;

/**
 * Names a resource whatever its version: what objects are stored under.
 *
 * @param group empty for the core group
 * @param resource the plural, such as {@code pods}
 */
public record GroupResource(String group, String resource) {

  /** As the API server writes it in messages: {@code pods}, {@code deployments.apps}. */
  @Override
  public String toString() {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
