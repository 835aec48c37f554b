package dev.miniworks.suite.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.miniworks.suite.Timeouts;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * Puts on a cluster what the operator needs, and no more: the CRDs, and a service account that has
 * exactly the rights that the chart ships.
 */
public final class Installation {

  /** Where the operator's own objects are. */
  public static final String NAMESPACE = "miniworks-system";

  /** The operator's service account. */
  public static final String NAME = "miniworks";

  /** The operator's user, as the API server calls it. */
  public static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + NAME;

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final long TOKEN_SECONDS = 24 * 3600L;

  private final KubernetesClient admin;
  private final Path home;
  private final String family;

  /**
   * What the operator needs for this family of kinds.
   *
   * @param home the folder of the project
   */
  public Installation(KubernetesClient admin, Path home, String family) {
    this.admin = admin;
    this.home = home;
    this.family = family;
  }

  /**
   * Installs it, or brings it up to date.
   *
   * @throws ClusterUnavailable when a file is missing or unreadable
   */
  public void apply() {
    if (family.equals("mini")) {
      customResources();
    }
    apply(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build());
    addAccount(NAME);
    clusterRights();
    ownRights(NAME);
  }

  /** Adds a service account in the operator's namespace; it may do nothing. */
  public void addAccount(String account) {
    apply(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName(account)
            .withNamespace(NAMESPACE)
            .endMetadata()
            .build());
  }

  /**
   * Gives an account what an operator needs that serves these namespaces alone: no right in any
   * other, and none for the whole cluster.
   */
  public void grant(String account, List<String> namespaces) {
    namespaces.forEach(namespace -> rights(account, namespace, family));
    ownRights(account);
  }

  /**
   * Writes a kubeconfig for the operator's service account.
   *
   * @param server where it shall reach the API: the server itself, or a proxy before it
   */
  public void writeKubeconfig(Path file, String server) {
    writeKubeconfig(file, server, NAME);
  }

  /**
   * Writes a kubeconfig for a service account in the operator's namespace.
   *
   * @param server where it shall reach the API: the server itself, or a proxy before it
   */
  public void writeKubeconfig(Path file, String server, String account) {
    var token =
        admin
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(account)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(TOKEN_SECONDS)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    var authority = admin.getConfiguration().getCaCertData();
    var trust =
        authority == null || server.startsWith("http:")
            ? ""
            : ", certificate-authority-data: " + authority;
    var text =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: cluster, cluster: {server: "%s"%s}}]
        users: [{name: miniworks, user: {token: "%s"}}]
        contexts: [{name: miniworks, context: {cluster: cluster, user: miniworks}}]
        current-context: miniworks
        """
            .formatted(server, trust, token);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot write " + file, e);
    }
  }

  private void customResources() {
    try (var files = Files.newDirectoryStream(home.resolve("crds"), "*.yaml")) {
      for (var file : files) {
        try (var in = Files.newInputStream(file)) {
          customResource(in);
        }
      }
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot read the CRDs of " + home, e);
    }
  }

  /** Verbatim: what the client's model does not know is not lost. */
  private void customResource(InputStream file) {
    var definition =
        admin.getKubernetesSerialization().unmarshal(file, GenericKubernetesResource.class);
    apply(definition);
    var name = definition.getMetadata().getName();
    Awaitility.await(name + " is served")
        .atMost(Timeouts.DEFAULT.change().standstill())
        .until(
            () ->
                established(
                    admin.apiextensions().v1().customResourceDefinitions().withName(name).get()));
  }

  private static boolean established(CustomResourceDefinition definition) {
    return Optional.ofNullable(definition)
        .map(CustomResourceDefinition::getStatus)
        .map(CustomResourceDefinitionStatus::getConditions)
        .orElse(List.of())
        .stream()
        .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private void clusterRights() {
    var name = NAME + "-" + family;
    apply(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withRules(rules(family))
            .build());
    apply(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewRoleRef(RBAC, "ClusterRole", name)
            .withSubjects(serviceAccount(NAME))
            .build());
  }

  /** In the operator's own namespace: the lease, and the probe objects of the native family. */
  private void ownRights(String account) {
    rights(account, NAMESPACE, "leader-election");
    if (family.equals("native")) {
      rights(account, NAMESPACE, "native-probe");
    }
  }

  private void rights(String account, String namespace, String file) {
    var name = account + "-" + file;
    apply(
        new RoleBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withRules(rules(file))
            .build());
    apply(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withNewRoleRef(RBAC, "Role", name)
            .withSubjects(serviceAccount(account))
            .build());
  }

  private static Subject serviceAccount(String name) {
    return new Subject("", "ServiceAccount", name, NAMESPACE);
  }

  private List<PolicyRule> rules(String name) {
    var file = home.resolve("helm/miniworks/rights").resolve(name + ".yaml");
    try (var in = Files.newInputStream(file)) {
      return admin
          .getKubernetesSerialization()
          .unmarshal(in, new TypeReference<List<PolicyRule>>() {});
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot read the shipped rights " + file, e);
    }
  }

  private void apply(HasMetadata object) {
    admin.resource(object).forceConflicts().serverSideApply();
  }
}
