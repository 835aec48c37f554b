package dev.miniworks.mock.api;

/**
 * What a request is about: a path, taken apart.
 *
 * @param namespace empty for cluster-scoped resources and for lists over all namespaces
 * @param name empty for collections
 * @param subresource empty for the object itself
 */
public record Target(
    String group,
    String version,
    String resource,
    String namespace,
    String name,
    String subresource) {

  public Target named(String otherName) {
    return new Target(group, version, resource, namespace, otherName, subresource);
  }

  @Override
  public String toString() {
    return (group.isEmpty() ? "" : group + "/")
        + version
        + " "
        + (namespace.isEmpty() ? "" : namespace + "/")
        + resource
        + (name.isEmpty() ? "" : "/" + name)
        + (subresource.isEmpty() ? "" : "/" + subresource);
  }
}
