package dev.miniworks.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may do what: the rules of the rights files, as far as their part is enabled, and no others.
 */
final class RightsTest {

  private static final String WITHOUT_CRDS = "crds: {install: false, userRoles: false}\n";
  private static final Subject OPERATOR =
      new Subject(null, "ServiceAccount", "try-miniworks", Chart.NAMESPACE);

  @ParameterizedTest
  @ValueSource(strings = {"mini", "native"})
  void clusterWideAFamilysRightsAreAClusterRole(String family) {
    Rendered rendered = Chart.render(WITHOUT_CRDS + "family: " + family);

    ClusterRole role = rendered.one(ClusterRole.class);
    ClusterRoleBinding binding = rendered.one(ClusterRoleBinding.class);
    assertThat(role.getRules()).isEqualTo(file(family));
    assertThat(binding.getRoleRef()).isEqualTo(reference("ClusterRole", role.getMetadata()));
    assertThat(binding.getSubjects()).containsExactly(OPERATOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mini", "native"})
  void forChosenNamespacesTheyAreARoleInEach(String family) {
    Rendered rendered = Chart.render(WITHOUT_CRDS + "namespaces: [a, b]\nfamily: " + family);

    assertThat(rendered.kinds()).noneMatch(kind -> kind.startsWith("Cluster"));
    assertThat(roles(rendered))
        .containsEntry("a/try-miniworks-" + family, file(family))
        .containsEntry("b/try-miniworks-" + family, file(family))
        .hasSize(2 + ownParts(family).size());
  }

  @Test
  void aNamespaceNamedByANumberStaysAName() {
    assertThat(Chart.render(WITHOUT_CRDS + "namespaces: ['0815']").ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace"))
        .contains(TextNode.valueOf("0815"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mini", "native"})
  void theOperatorsOwnNamespaceHoldsTheRest(String family) {
    Map<String, List<PolicyRule>> roles = roles(Chart.render(WITHOUT_CRDS + "family: " + family));

    assertThat(roles).hasSameSizeAs(ownParts(family));
    for (String part : ownParts(family)) {
      assertThat(roles).containsEntry(Chart.NAMESPACE + "/try-miniworks-" + part, file(part));
    }
  }

  @Test
  void everyRoleIsBoundToTheOperator() {
    Rendered rendered = Chart.render(WITHOUT_CRDS + "family: native\nnamespaces: [a, b]");

    List<Role> roles = rendered.all(Role.class);
    assertThat(rendered.all(RoleBinding.class)).hasSameSizeAs(roles);
    for (Role role : roles) {
      assertThat(rendered.all(RoleBinding.class))
          .filteredOn(
              binding ->
                  binding.getMetadata().getNamespace().equals(role.getMetadata().getNamespace())
                      && binding.getRoleRef().equals(reference("Role", role.getMetadata())))
          .singleElement()
          .satisfies(binding -> assertThat(binding.getSubjects()).containsExactly(OPERATOR));
    }
  }

  @Test
  void withoutLeaderElectionThereIsNoRightOnLeases() {
    Rendered rendered =
        Chart.render(WITHOUT_CRDS + "leaderElection: {enabled: false}\nreplicas: 1");

    assertThat(rendered.kinds()).contains("ClusterRole").doesNotContain("Role", "RoleBinding");
  }

  @Test
  void anAdministratorMayGrantThemInstead() {
    assertThat(Chart.render(WITHOUT_CRDS + "rbac: {create: false}").kinds())
        .containsExactly("Deployment", "PodDisruptionBudget", "ServiceAccount");
  }

  @Test
  void anAccountThatExistsCanBeUsed() {
    Rendered rendered =
        Chart.render(WITHOUT_CRDS + "serviceAccount: {create: false, name: theirs}");

    assertThat(rendered.kinds()).doesNotContain("ServiceAccount");
    assertThat(rendered.one(ClusterRoleBinding.class).getSubjects())
        .extracting(Subject::getName)
        .containsExactly("theirs");
    assertThat(rendered.podTemplates().get(0).getSpec().getServiceAccountName())
        .isEqualTo("theirs");
  }

  @Test
  void onlyTheOperatorsPodsGetItsToken() {
    Rendered rendered = Chart.render(WITHOUT_CRDS + "serviceAccount: {annotations: {a: b}}");

    ServiceAccount account = rendered.one(ServiceAccount.class);
    assertThat(account.getMetadata().getName()).isEqualTo(OPERATOR.getName());
    assertThat(account.getMetadata().getNamespace()).isEqualTo(OPERATOR.getNamespace());
    assertThat(account.getAutomountServiceAccountToken()).isFalse();
    assertThat(account.getMetadata().getAnnotations()).containsEntry("a", "b");
    assertThat(rendered.podTemplates())
        .singleElement()
        .satisfies(
            template -> {
              PodSpec pod = template.getSpec();
              assertThat(pod.getServiceAccountName()).isEqualTo(OPERATOR.getName());
              assertThat(pod.getAutomountServiceAccountToken()).isTrue();
            });
  }

  @Test
  void usersOfTheClustersOwnRolesGetTheMiniKinds() {
    Map<String, ClusterRole> roles = new TreeMap<>();
    Chart.render("crds: {install: false}")
        .all(ClusterRole.class)
        .forEach(role -> roles.put(role.getMetadata().getName(), role));

    assertThat(roles)
        .containsOnlyKeys("try-miniworks-mini", "try-miniworks-edit", "try-miniworks-view");
    assertThat(verbs(roles.get("try-miniworks-view"))).containsOnly("get", "list", "watch");
    assertThat(verbs(roles.get("try-miniworks-edit")))
        .containsOnly("create", "update", "patch", "delete", "deletecollection");
    assertThat(aggregatedTo(roles.get("try-miniworks-view"))).containsOnly("admin", "edit", "view");
    assertThat(aggregatedTo(roles.get("try-miniworks-edit"))).containsOnly("admin", "edit");
    assertThat(aggregatedTo(roles.get("try-miniworks-mini"))).isEmpty();
    assertThat(Chart.render("family: native").all(ClusterRole.class))
        .extracting(role -> role.getMetadata().getName())
        .containsExactly("try-miniworks-native");
  }

  @Test
  void theyGetEveryMiniKind() {
    Rendered rendered = Chart.render("");
    List<String> kinds =
        rendered.ofKind("CustomResourceDefinition").stream()
            .map(definition -> definition.at("/spec/names/plural").asText())
            .toList();

    assertThat(kinds).isNotEmpty();
    for (String role : List.of("try-miniworks-edit", "try-miniworks-view")) {
      assertThat(rendered.all(ClusterRole.class))
          .filteredOn(found -> found.getMetadata().getName().equals(role))
          .singleElement()
          .satisfies(found -> assertThat(resources(found)).containsAll(kinds));
    }
  }

  private static List<String> ownParts(String family) {
    return family.equals("native")
        ? List.of("leader-election", "native-probe")
        : List.of("leader-election");
  }

  private static List<PolicyRule> file(String part) {
    String text = Chart.source("rights/" + part + ".yaml");
    return new KubernetesSerialization().unmarshal(text, new TypeReference<>() {});
  }

  private static RoleRef reference(String kind, ObjectMeta role) {
    return new RoleRef("rbac.authorization.k8s.io", kind, role.getName());
  }

  private static Map<String, List<PolicyRule>> roles(Rendered rendered) {
    Map<String, List<PolicyRule>> roles = new TreeMap<>();
    for (Role role : rendered.all(Role.class)) {
      ObjectMeta meta = role.getMetadata();
      roles.put(meta.getNamespace() + "/" + meta.getName(), role.getRules());
    }
    return roles;
  }

  private static List<String> verbs(ClusterRole role) {
    return role.getRules().stream().flatMap(rule -> rule.getVerbs().stream()).toList();
  }

  private static List<String> resources(ClusterRole role) {
    return role.getRules().stream().flatMap(rule -> rule.getResources().stream()).toList();
  }

  private static List<String> aggregatedTo(ClusterRole role) {
    String prefix = "rbac.authorization.k8s.io/aggregate-to-";
    return role.getMetadata().getLabels().entrySet().stream()
        .filter(label -> label.getKey().startsWith(prefix) && label.getValue().equals("true"))
        .map(label -> label.getKey().substring(prefix.length()))
        .toList();
  }
}
