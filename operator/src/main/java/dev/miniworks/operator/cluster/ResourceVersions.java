package dev.miniworks.operator.cluster;

/** Resource versions as numbers, which Kubernetes lets clients compare within one kind. */
final class ResourceVersions {

  private ResourceVersions() {}

  /** The version's number; 0 for one that is none, so that nobody waits for it. */
  static long parse(String resourceVersion) {
    try {
      return Long.parseLong(resourceVersion);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
