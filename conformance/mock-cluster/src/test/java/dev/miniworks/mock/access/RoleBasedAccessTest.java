package dev.miniworks.mock.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.MockCluster;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.json.Json;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles and bindings decide, in the words of the API server. */
class RoleBasedAccessTest {

  private static final String RBAC = "rbac.authorization.k8s.io/v1";

  private static MockCluster cluster;

  @BeforeAll
  static void grantJaneSomeRights() {
    cluster = MockCluster.builder().rbac().start();
    Client admin = cluster.actor(Actor.system("admin"));
    admin.create(
        RBAC,
        "clusterroles",
        "",
        object(
            """
            {"metadata": {"name": "some"}, "rules": [
              {"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "create"]},
              {"apiGroups": ["apps"], "resources": ["*/scale"], "verbs": ["*"]},
              {"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["mine"], "verbs": ["get"]}]}
            """));
    admin.create(
        RBAC,
        "rolebindings",
        "default",
        object(
            """
            {"metadata": {"name": "some"},
             "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "some"},
             "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "jane"}]}
            """));
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @ParameterizedTest
  @CsvSource({
    "get, '', configmaps, '', default, a, true",
    "delete, '', configmaps, '', default, a, false",
    "get, '', configmaps, '', kube-system, a, false",
    "list, '', configmaps, '', '', '', false",
    "get, '', configmaps, status, default, a, false",
    "patch, apps, deployments, scale, default, web, true",
    "patch, apps, deployments, '', default, web, false",
    "get, '', secrets, '', default, mine, true",
    "get, '', secrets, '', default, other, false",
    "list, '', secrets, '', default, '', false"
  })
  void aReviewSaysWhatRolesGrant(
      String verb,
      String group,
      String resource,
      String subresource,
      String namespace,
      String name,
      boolean allowed) {
    Client jane = cluster.actor(new Actor("jane", List.of("system:authenticated"), "test"));
    var review = Json.object();
    review
        .putObject("spec")
        .putObject("resourceAttributes")
        .put("verb", verb)
        .put("group", group)
        .put("resource", resource)
        .put("subresource", subresource)
        .put("namespace", namespace)
        .put("name", name);
    var answer = jane.create("authorization.k8s.io/v1", "selfsubjectaccessreviews", "", review);
    assertThat(answer.at("/status/allowed").asBoolean()).isEqualTo(allowed);
  }

  @Test
  void whatIsNotGrantedIsRefusedInTheServersWords() {
    try (var jane = client(cluster.kubeconfig("jane", "system:authenticated"))) {
      refused(
          () -> jane.configMaps().inNamespace("default").withName("a").delete(),
          "configmaps \"a\" is forbidden: User \"jane\" cannot delete resource \"configmaps\" in API"
              + " group \"\" in the namespace \"default\"");
      refused(
          () -> jane.apps().deployments().inAnyNamespace().list(),
          "deployments.apps is forbidden: User \"jane\" cannot list resource \"deployments\" in API"
              + " group \"apps\" at the cluster scope");
    }
  }

  @Test
  void whoShowsNoTokenIsAStranger() {
    try (var stranger = client(cluster.kubeconfig().replaceAll("token: .*", "{}"))) {
      refused(
          () -> stranger.namespaces().withName("default").get(),
          "namespaces \"default\" is forbidden: User \"system:anonymous\" cannot get resource"
              + " \"namespaces\" in API group \"\" in the namespace \"default\"");
      refused(
          () -> stranger.getApiGroups(),
          "forbidden: User \"system:anonymous\" cannot get path \"/apis\"");
      assertThat(stranger.getKubernetesVersion().getMinor()).isEqualTo("36");
    }
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void refused(ThrowingCallable attempt, String message) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> {
              assertThat(refusal.getCode()).isEqualTo(403);
              assertThat(refusal.getStatus().getMessage()).isEqualTo(message);
            });
  }

  private static KubernetesClient client(String kubeconfig) {
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }
}
