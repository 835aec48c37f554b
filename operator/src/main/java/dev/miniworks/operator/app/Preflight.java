package dev.miniworks.operator.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.miniworks.api.Miniworks;
import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.kinds.DeploymentKind;
import dev.miniworks.operator.kinds.Family;
import dev.miniworks.operator.kinds.ReplicaSetKind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Looks before the start whether the cluster answers, has the kinds and grants the rights. */
final class Preflight {

  private Preflight() {}

  /**
   * Checks everything in the order in which a user would mend it.
   *
   * @throws StartupException naming the first thing that is wrong
   */
  static void check(KubernetesClient client, OperatorOptions options) {
    try {
      client.getKubernetesVersion();
      if (options.family() == Family.MINI) {
        served(client, List.of(DeploymentKind.MINI.api(), ReplicaSetKind.MINI.api()));
      }
      granted(client, options);
      if (options.leaderElection()) {
        ownNamespaceIsThere(client, options.ownNamespace());
      }
    } catch (KubernetesClientException failure) {
      throw explained(client, failure);
    }
  }

  /** Why the API server could not be asked, or did not answer as it should. */
  static StartupException explained(KubernetesClient client, KubernetesClientException failure) {
    String server = client.getConfiguration().getMasterUrl().replaceAll("/+$", "");
    String message =
        Optional.ofNullable(failure.getStatus())
            .map(Status::getMessage)
            .orElseGet(() -> Causes.line(failure));
    return switch (Math.max(0, failure.getCode())) {
      case 0 ->
          new StartupException(
              ExitCode.UNREACHABLE,
              "No answer from the API server at "
                  + server
                  + " ("
                  + Causes.line(failure)
                  + "): check the kubeconfig, and that the server runs.",
              failure);
      case 401 ->
          new StartupException(
              ExitCode.CREDENTIALS,
              server + " refuses these credentials (401): check the kubeconfig.",
              failure);
      case 403 ->
          new StartupException(
              ExitCode.CREDENTIALS,
              server + " refuses this user's very first question: " + message,
              failure);
      default ->
          new StartupException(
              ExitCode.UNREACHABLE,
              server
                  + " does not answer as an API server ("
                  + failure.getCode()
                  + ": "
                  + message
                  + "): check the address in the kubeconfig.",
              failure);
    };
  }

  private static void granted(KubernetesClient client, OperatorOptions options) {
    Family family = options.family();
    Set<String> own = Set.of(options.ownNamespace());
    List<String> missing = new ArrayList<>();
    missing(client, Rights.of(family), options.namespaces(), rightsFile(family))
        .ifPresent(missing::add);
    if (options.leaderElection()) {
      missing(client, Rights.ofLeaderElection(), own, "leader-election").ifPresent(missing::add);
    }
    if (family == Family.NATIVE) {
      missing(client, Rights.ofNativeProbe(), own, "native-probe").ifPresent(missing::add);
    }
    if (!missing.isEmpty()) {
      throw new StartupException(
          ExitCode.RIGHTS_MISSING, "Rights are missing: " + String.join("; ", missing) + ".");
    }
  }

  private static Optional<String> missing(
      KubernetesClient client, List<Rights.Right> rights, Set<String> namespaces, String file) {
    List<String> missing = Rights.missing(client, rights, namespaces);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", missing) + ", as helm/miniworks/rights/" + file + ".yaml has them");
  }

  private static String rightsFile(Family family) {
    return family.name().toLowerCase(Locale.ROOT);
  }

  private static void served(KubernetesClient client, List<ApiKind> kinds) {
    String found = client.raw("/apis/" + Miniworks.API_VERSION);
    JsonNode resources =
        found == null
            ? MissingNode.getInstance()
            : client
                .getKubernetesSerialization()
                .unmarshal(found, JsonNode.class)
                .path("resources");
    List<String> names =
        StreamSupport.stream(resources.spliterator(), false)
            .map(resource -> resource.path("name").asText())
            .toList();
    List<String> missing =
        kinds.stream()
            .filter(kind -> !names.contains(kind.plural()))
            .map(kind -> kind.plural() + "." + kind.group())
            .toList();
    if (!missing.isEmpty()) {
      throw new StartupException(
          ExitCode.CRD_MISSING,
          "The cluster does not serve "
              + String.join(", ", missing)
              + " in version "
              + Miniworks.VERSION
              + ": kubectl apply -f crds/");
    }
  }

  /** A dry run tells without the right to read namespaces. */
  private static void ownNamespaceIsThere(KubernetesClient client, String namespace) {
    try {
      client
          .resource(
              new LeaseBuilder()
                  .withNewMetadata()
                  .withNamespace(namespace)
                  .withName(Leadership.LEASE_NAME)
                  .endMetadata()
                  .build())
          .dryRun()
          .create();
    } catch (KubernetesClientException refusal) {
      if (refusal.getCode() == 404) {
        throw namespaceMissing(namespace, refusal);
      }
      if (refusal.getCode() != 409) {
        throw refusal;
      }
    }
  }

  /** The operator's own namespace is not there. */
  static StartupException namespaceMissing(String namespace, Throwable cause) {
    return new StartupException(
        ExitCode.NAMESPACE_MISSING,
        "The namespace "
            + namespace
            + ", where the operator keeps its own objects, does not exist: kubectl create namespace "
            + namespace
            + ", or give another with --own-namespace.",
        cause);
  }
}
