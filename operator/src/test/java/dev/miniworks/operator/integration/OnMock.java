package dev.miniworks.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.miniworks.api.MiniDeployment;
import dev.miniworks.mock.MockCluster;
import dev.miniworks.mock.api.Request;
import dev.miniworks.mock.api.Verb;
import dev.miniworks.mock.instruments.History.Exchange;
import dev.miniworks.operator.app.ExitCode;
import dev.miniworks.operator.app.OperatorInstance;
import dev.miniworks.operator.app.OperatorOptions;
import dev.miniworks.operator.cluster.Cluster;
import dev.miniworks.operator.kinds.Family;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A mock cluster with the CRDs, a user with all rights, and whoever wants to be the operator there:
 * a user with the shipped rights, or with none.
 */
final class OnMock implements AutoCloseable {

  static final String NAMESPACE = "default";
  static final String OWN_NAMESPACE = "miniworks-system";
  private static final String USER = "miniworks";
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final Path PROJECT = Path.of("..");

  private final MockCluster cluster = MockCluster.builder().nodes(2).rbac().start();
  private final KubernetesClient client;
  private final Path folder;

  /** Why the operator has ended at once, should it have done so. */
  private final CompletableFuture<ExitCode> halted = new CompletableFuture<>();

  private Optional<OperatorInstance> operator = Optional.empty();

  OnMock(Path folder) {
    this.folder = folder;
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
  }

  OnMock withDefinitions() throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(PROJECT.resolve("crds"), "*.yaml")) {
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          client.load(in).create();
        }
      }
    }
    return this;
  }

  OnMock withNamespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(OWN_NAMESPACE).endMetadata().build())
        .create();
    return this;
  }

  /** Grants what the chart ships, under the names of its files. */
  OnMock withRights(String... names) throws IOException {
    for (String name : names) {
      Path file = PROJECT.resolve("helm/miniworks/rights").resolve(name + ".yaml");
      try (InputStream in = Files.newInputStream(file)) {
        List<PolicyRule> rules =
            client
                .getKubernetesSerialization()
                .unmarshal(in, new TypeReference<List<PolicyRule>>() {});
        grant(name, rules);
      }
    }
    return this;
  }

  private void grant(String name, List<PolicyRule> rules) {
    client
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build())
        .create();
    client
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef(RBAC, "ClusterRole", name)
                .withSubjects(new Subject(RBAC, "User", USER, null))
                .build())
        .create();
  }

  /** Starts the operator; returns when it is at work. */
  OnMock operated(Family family, boolean leaderElection) throws IOException, InterruptedException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"), cluster.kubeconfig(USER, "system:authenticated"));
    OperatorInstance instance =
        new OperatorInstance(
            new OperatorOptions(
                Optional.of(kubeconfig.toString()),
                family,
                Set.of(),
                OWN_NAMESPACE,
                leaderElection,
                "operator",
                "127.0.0.1",
                0,
                new Cluster.Limits(16, 0, 0),
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5)),
            halted::complete);
    instance.start();
    operator = Optional.of(instance);
    return this;
  }

  /** Everything in place and the operator of the mini kinds at work. */
  static OnMock mini(Path folder) throws IOException, InterruptedException {
    return new OnMock(folder)
        .withDefinitions()
        .withNamespace()
        .withRights("mini", "leader-election")
        .operated(Family.MINI, false);
  }

  MockCluster cluster() {
    return cluster;
  }

  KubernetesClient client() {
    return client;
  }

  CompletableFuture<ExitCode> halted() {
    return halted;
  }

  void create(MiniDeployment deployment) {
    client.resource(deployment).inNamespace(NAMESPACE).create();
  }

  MiniDeployment deployment(String name) {
    return client.resources(MiniDeployment.class).inNamespace(NAMESPACE).withName(name).get();
  }

  void awaitDeployment(String name, Predicate<MiniDeployment> expectation) {
    within().untilAsserted(() -> assertThat(deployment(name)).matches(expectation));
  }

  /** Pods that carry this app's label. */
  List<Pod> pods(String app) {
    return client.pods().inNamespace(NAMESPACE).withLabel("app", app).list().getItems();
  }

  /** The operator's requests of one verb for one resource, answered or not. */
  List<Exchange> requests(Verb verb, String resource) {
    return cluster.history().exchanges().stream()
        .filter(exchange -> exchange.request().actor().user().equals(USER))
        .filter(exchange -> exchange.request().verb() == verb)
        .filter(exchange -> exchange.request().target().resource().equals(resource))
        .toList();
  }

  /** Whether a watch of the operator's has told it of this object. */
  boolean hasSeen(String resource, String name) {
    return cluster.history().observations().stream()
        .filter(observation -> watchOf(resource).test(observation.watch()))
        .flatMap(observation -> observation.event().item().stream())
        .anyMatch(item -> item.key().name().equals(name));
  }

  /** Whether a request is a watch of the operator's for this resource. */
  static Predicate<Request> watchOf(String resource) {
    return request ->
        request.actor().user().equals(USER) && request.target().resource().equals(resource);
  }

  static ConditionFactory within() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }

  String user() {
    return USER;
  }

  @Override
  public void close() {
    operator.ifPresent(OperatorInstance::close);
    client.close();
    cluster.close();
  }
}
