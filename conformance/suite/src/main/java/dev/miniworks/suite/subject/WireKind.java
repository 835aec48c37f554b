package dev.miniworks.suite.subject;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * How the API server calls a kind.
 *
 * @param group API group, empty for the core group
 * @param plural the kind's name in addresses, such as {@code replicasets}
 */
public record WireKind(String group, String version, String kind, String plural) {

  /** Group and version as an object's {@code apiVersion} has them. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The kind as the client wants it. */
  public ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
