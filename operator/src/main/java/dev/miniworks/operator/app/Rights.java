package dev.miniworks.operator.app;

import dev.miniworks.operator.kinds.Family;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the operator has to be allowed to do, as the chart's rights grant it; a test holds the two
 * together.
 */
final class Rights {

  private Rights() {}

  /** One verb on one resource. */
  record Right(String group, String resource, String subresource, String verb) {

    @Override
    public String toString() {
      String name = subresource.isEmpty() ? resource : resource + "/" + subresource;
      return verb + " " + name + (group.isEmpty() ? "" : "." + group);
    }
  }

  /** What a family's controllers need in the namespaces they serve. */
  static List<Right> of(Family family) {
    return switch (family) {
      case MINI ->
          all(
              Stream.of(
                  on("miniworks.dev", "minideployments", "get", "list", "watch", "patch"),
                  status("miniworks.dev", "minideployments"),
                  children("miniworks.dev", "minireplicasets"),
                  status("miniworks.dev", "minireplicasets"),
                  children("", "pods"),
                  on("", "podtemplates", "create"),
                  on("", "events", "create", "patch")));
      case NATIVE ->
          all(
              Stream.of(
                  on("apps", "deployments", "get", "list", "watch", "patch"),
                  status("apps", "deployments"),
                  children("apps", "replicasets"),
                  status("apps", "replicasets"),
                  on("", "replicationcontrollers", "get", "list", "watch"),
                  status("", "replicationcontrollers"),
                  children("", "pods"),
                  on("", "events", "create", "patch")));
    };
  }

  /** What leader election needs in the operator's own namespace. */
  static List<Right> ofLeaderElection() {
    return all(Stream.of(on("coordination.k8s.io", "leases", "get", "create", "patch")));
  }

  /** What looking for native controllers needs in the operator's own namespace. */
  static List<Right> ofNativeProbe() {
    return all(
        Stream.of(
            on("apps", "deployments", "get", "create", "delete"),
            on("apps", "replicasets", "get", "create", "delete"),
            on("", "replicationcontrollers", "get", "create", "delete")));
  }

  /**
   * Which of the rights the operator's user lacks in these namespaces; asked of the API server one
   * by one.
   *
   * @param namespaces empty for the whole cluster
   */
  static List<String> missing(KubernetesClient client, List<Right> rights, Set<String> namespaces) {
    Set<String> scopes = namespaces.isEmpty() ? Set.of("") : namespaces;
    List<String> missing = new ArrayList<>();
    for (String namespace : scopes) {
      for (Right right : rights) {
        if (!allowed(client, right, namespace)) {
          missing.add(namespace.isEmpty() ? right.toString() : right + " in " + namespace);
        }
      }
    }
    return missing;
  }

  private static boolean allowed(KubernetesClient client, Right right, String namespace) {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup(right.group())
            .withResource(right.resource())
            .withSubresource(right.subresource())
            .withVerb(right.verb())
            .withNamespace(namespace)
            .endResourceAttributes()
            .endSpec()
            .build();
    return Boolean.TRUE.equals(client.resource(review).create().getStatus().getAllowed());
  }

  private static List<Right> all(Stream<Stream<Right>> parts) {
    return parts.flatMap(part -> part).toList();
  }

  private static Stream<Right> on(String group, String resource, String... verbs) {
    return Stream.of(verbs).map(verb -> new Right(group, resource, "", verb));
  }

  private static Stream<Right> children(String group, String resource) {
    return on(group, resource, "get", "list", "watch", "create", "patch", "delete");
  }

  private static Stream<Right> status(String group, String resource) {
    return Stream.of(new Right(group, resource, "status", "patch"));
  }
}
