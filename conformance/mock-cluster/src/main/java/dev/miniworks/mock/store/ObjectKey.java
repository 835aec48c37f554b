package dev.miniworks.mock.store;

/**
 * Where an object lies within its resource; ordered as etcd orders keys, which is the order of
 * lists.
 *
 * @param namespace empty for cluster-scoped objects
 */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

  @Override
  public int compareTo(ObjectKey other) {
    // as if both were written with a slash between, which sorts behind a dash
    return namespace.equals(other.namespace)
        ? name.compareTo(other.name)
        : (namespace + "/").compareTo(other.namespace + "/");
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
