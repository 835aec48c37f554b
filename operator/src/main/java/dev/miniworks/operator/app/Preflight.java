package dev.miniworks.operator.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.miniworks.api.Miniworks;
import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.kinds.DeploymentKind;
import dev.miniworks.operator.kinds.Family;
import dev.miniworks.operator.kinds.ReplicaSetKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Locale;
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
    Family family = options.family();
    reachable(client);
    if (family == Family.MINI) {
      served(client, List.of(DeploymentKind.MINI.api(), ReplicaSetKind.MINI.api()));
    }
    Set<String> own = Set.of(options.ownNamespace());
    granted(client, Rights.of(family), options.namespaces(), rightsFile(family));
    if (options.leaderElection()) {
      granted(client, Rights.ofLeaderElection(), own, "leader-election");
    }
    if (family == Family.NATIVE) {
      granted(client, Rights.ofNativeProbe(), own, "native-probe");
    }
  }

  private static void granted(
      KubernetesClient client, List<Rights.Right> rights, Set<String> namespaces, String file) {
    List<String> missing = Rights.missing(client, rights, namespaces);
    if (!missing.isEmpty()) {
      throw new StartupException(
          ExitCode.RIGHTS_MISSING,
          "These rights are missing: "
              + String.join(", ", missing)
              + ". Bind helm/miniworks/rights/"
              + file
              + ".yaml to the operator's user.");
    }
  }

  private static String rightsFile(Family family) {
    return family.name().toLowerCase(Locale.ROOT);
  }

  private static void reachable(KubernetesClient client) {
    try {
      client.getKubernetesVersion();
    } catch (KubernetesClientException failure) {
      String server = client.getConfiguration().getMasterUrl();
      if (failure.getCode() == 401 || failure.getCode() == 403) {
        throw new StartupException(
            ExitCode.UNREACHABLE,
            server
                + " refuses these credentials ("
                + failure.getCode()
                + "): check the kubeconfig.",
            failure);
      }
      Throwable root = failure;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new StartupException(
          ExitCode.UNREACHABLE,
          "No answer from the API server at "
              + server
              + " ("
              + root.getMessage()
              + "): check --kubeconfig and that the server runs.",
          failure);
    }
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
}
