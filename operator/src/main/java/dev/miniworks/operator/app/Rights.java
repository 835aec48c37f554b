package dev.miniworks.operator.app;

import dev.miniworks.operator.kinds.Family;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operator has to be allowed to do, as the chart's rights grant it; a test holds the two
 * together.
 */
final class Rights {

  private Rights() {}

  /** One verb on one resource. */
  record Right(String group, String resource, String subresource, String verb) {

    private String name() {
      return resource
          + (group.isEmpty() ? "" : "." + group)
          + (subresource.isEmpty() ? "" : "/" + subresource);
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
   * @return a text for each resource
   */
  static List<String> missing(KubernetesClient client, List<Right> rights, Set<String> namespaces) {
    Set<String> scopes = namespaces.isEmpty() ? Set.of("") : new TreeSet<>(namespaces);
    List<String> missing = new ArrayList<>();
    for (String namespace : scopes) {
      List<Right> lacking =
          rights.stream().filter(right -> !allowed(client, right, namespace)).toList();
      missing.addAll(texts(lacking, namespace));
    }
    return missing;
  }

  /** The rights on each resource in a few words, such as "pods (get, list) in default". */
  static List<String> texts(List<Right> rights, String namespace) {
    String place = namespace.isEmpty() ? "" : " in " + namespace;
    Map<String, List<Right>> byResource =
        rights.stream()
            .collect(Collectors.groupingBy(Right::name, LinkedHashMap::new, Collectors.toList()));
    return byResource.entrySet().stream()
        .map(
            entry ->
                entry.getValue().stream()
                    .map(Right::verb)
                    .collect(Collectors.joining(", ", entry.getKey() + " (", ")" + place)))
        .toList();
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
