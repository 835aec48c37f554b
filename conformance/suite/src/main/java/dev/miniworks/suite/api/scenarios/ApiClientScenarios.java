package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Relay;
import dev.miniworks.suite.api.Samples;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The same server as users see it: through the client that operators are made with. */
final class ApiClientScenarios {

  @Scenario(
      id = "api.client.crud",
      proves = "the client creates, reads, edits and deletes, and knows what is missing")
  void crud(Api api) {
    var maps = api.client().configMaps().inNamespace(api.namespace());
    var created = maps.resource(configMap("a", "red")).create();
    assertThat(created.getMetadata().getUid()).isNotEmpty();
    var edited = maps.withName("a").edit(m -> with(m, "blue"));
    assertThat(edited.getData()).containsEntry("color", "blue");
    assertThat(maps.withName("a").get()).isEqualTo(edited);
    assertThat(maps.withName("b").get()).isNull();
    assertThatThrownBy(() -> maps.resource(configMap("a", "red")).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(409);
              assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists");
            });
    assertThatThrownBy(() -> maps.resource(with(created, "green")).update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> assertThat(e.getStatus().getReason()).isEqualTo("Conflict"));
    assertThat(maps.withName("a").delete()).hasSize(1);
    assertThat(maps.withName("a").delete()).isEmpty();
  }

  @Scenario(
      id = "api.client.patches",
      proves = "the client's patches arrive: JSON, merge, strategic merge, server-side apply")
  void patches(Api api) {
    var deployments = api.client().apps().deployments().inNamespace(api.namespace());
    api.deployments().create(Samples.deployment("a")).expect(201);
    deployments
        .withName("a")
        .patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 0}]");
    deployments
        .withName("a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"minReadySeconds\": 3}}");
    var patched =
        deployments
            .withName("a")
            .patch(
                PatchContext.of(PatchType.STRATEGIC_MERGE),
                """
                {"spec": {"template": {"spec": {"containers": [{"name": "side", "image": "x"}]}}}}
                """);
    assertThat(patched.getSpec().getReplicas()).isZero();
    assertThat(patched.getSpec().getMinReadySeconds()).isEqualTo(3);
    assertThat(patched.getSpec().getTemplate().getSpec().getContainers()).hasSize(2);

    var maps = api.client().configMaps().inNamespace(api.namespace());
    maps.resource(configMap("a", "red")).fieldManager("one").serverSideApply();
    assertThatThrownBy(
            () -> maps.resource(configMap("a", "blue")).fieldManager("two").serverSideApply())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(409);
              assertThat(e.getStatus().getDetails().getCauses())
                  .extracting(cause -> cause.getReason() + " " + cause.getField())
                  .containsExactly("FieldManagerConflict .data.color");
            });
    var forced =
        maps.resource(configMap("a", "blue"))
            .fieldManager("two")
            .forceConflicts()
            .serverSideApply();
    assertThat(forced.getData()).containsEntry("color", "blue");
  }

  @Scenario(
      id = "api.client.custom-resource",
      proves = "the client reads and writes custom resources and their status without types")
  void customResource(Api api) {
    var kind = api.gadgets().kind();
    var gadgets =
        api.client().genericKubernetesResources(kind.context()).inNamespace(api.namespace());
    var gadget = new GenericKubernetesResource();
    gadget.setApiVersion(kind.apiVersion());
    gadget.setKind(kind.kind());
    gadget.setMetadata(new ObjectMetaBuilder().withName("a").build());
    gadget.setAdditionalProperty("spec", Map.of("size", 1));
    var created = gadgets.resource(gadget).create();
    assertThat((String) created.get("spec", "color")).isEqualTo("red");
    created.setAdditionalProperty("status", Map.of("phase", "Done"));
    gadgets.resource(created).updateStatus();
    assertThat((String) gadgets.withName("a").get().get("status", "phase")).isEqualTo("Done");
    gadgets.withName("a").scale(4);
    assertThat((Integer) gadgets.withName("a").get().get("spec", "replicas")).isEqualTo(4);
  }

  @Scenario(
      id = "api.client.watch",
      proves = "the client's watch, over a WebSocket, tells every change once and in order")
  void watch(Api api) throws InterruptedException {
    var secrets = api.client().secrets().inNamespace(api.namespace());
    var version = secrets.list().getMetadata().getResourceVersion();
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    var options = new ListOptionsBuilder().withResourceVersion(version).build();
    try (var watch = secrets.watch(options, new Collector(events))) {
      secrets.resource(secret("a")).create();
      secrets.withName("a").edit(s -> labelled(s, "x"));
      secrets.withName("a").delete();
      for (var expected : List.of("ADDED a", "MODIFIED a", "DELETED a")) {
        assertThat(events.poll(api.timeouts().change().standstill().toSeconds(), TimeUnit.SECONDS))
            .isEqualTo(expected);
      }
    }
  }

  @Scenario(
      id = "api.client.informer",
      proves =
          "an informer starts complete, follows, and misses nothing when its connection breaks")
  void informer(Api api) {
    var secrets = api.client().secrets().inNamespace(api.namespace());
    secrets.resource(secret("before")).create();
    Queue<String> events = new ConcurrentLinkedQueue<>();
    try (var relay = Relay.to(URI.create(api.client().getMasterUrl().toString()));
        var behind = through(relay, api.client());
        var informer = behind.secrets().inNamespace(api.namespace()).inform(new Follower(events))) {
      assertThat(informer.getStore().list()).hasSize(1);
      secrets.resource(secret("one")).create();
      api.await("the first event", () -> events.contains("add one"));

      relay.cut();
      secrets.resource(secret("two")).create();
      secrets.withName("one").edit(s -> labelled(s, "x"));
      secrets.withName("before").delete();
      api.await(
          "what happened meanwhile",
          () -> events.containsAll(List.of("add two", "update one", "delete before")));
      assertThat(informer.getStore().list())
          .extracting(s -> s.getMetadata().getName())
          .containsExactlyInAnyOrder("one", "two");
      assertThat(events).as("nothing is told twice").doesNotHaveDuplicates();
    }
  }

  @Scenario(id = "api.client.pages", proves = "the client reads a list in pages")
  void pages(Api api) {
    var secrets = api.client().secrets().inNamespace(api.namespace());
    for (var i = 0; i < 5; i++) {
      secrets.resource(secret("s" + i)).create();
    }
    var first = secrets.list(new ListOptionsBuilder().withLimit(3L).build());
    assertThat(first.getItems()).hasSize(3);
    assertThat(first.getMetadata().getRemainingItemCount()).isEqualTo(2);
    var rest =
        secrets.list(
            new ListOptionsBuilder()
                .withLimit(3L)
                .withContinue(first.getMetadata().getContinue())
                .build());
    assertThat(rest.getItems())
        .extracting(s -> s.getMetadata().getName())
        .containsExactly("s3", "s4");
  }

  @Scenario(
      id = "api.client.selectors",
      proves = "the client's selectors arrive, of labels and of fields")
  void selectors(Api api) {
    var secrets = api.client().secrets().inNamespace(api.namespace());
    secrets.resource(labelled(secret("a"), "x")).create();
    secrets.resource(labelled(secret("b"), "y")).create();
    secrets.resource(secret("c")).create();
    assertThat(names(secrets.withLabel("mark", "x").list().getItems())).containsExactly("a");
    assertThat(names(secrets.withLabelIn("mark", "x", "y").list().getItems()))
        .containsExactly("a", "b");
    assertThat(names(secrets.withoutLabel("mark").list().getItems())).containsExactly("c");
    assertThat(names(secrets.withLabelNotIn("mark", "x").list().getItems()))
        .containsExactly("b", "c");
    assertThat(names(secrets.withField("metadata.name", "b").list().getItems()))
        .containsExactly("b");
  }

  @Scenario(id = "api.client.deletion", proves = "the client's grace, policy and eviction arrive")
  void deletion(Api api) {
    var pods = api.client().pods().inNamespace(api.namespace());
    api.pods().create(Samples.boundPod("a", "nowhere")).expect(201);
    pods.withName("a").withGracePeriod(5).delete();
    assertThat(pods.withName("a").get().getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(5);
    pods.withName("a").withGracePeriod(0).delete();
    assertThat(pods.withName("a").get()).isNull();

    api.pods().create(Samples.boundPod("b", "nowhere")).expect(201);
    assertThat(pods.withName("b").evict()).isTrue();
    assertThat(pods.withName("b").get()).extracting(Pod::isMarkedForDeletion).isEqualTo(true);
    pods.withName("b").withGracePeriod(0).delete();

    var maps = api.client().configMaps().inNamespace(api.namespace());
    maps.resource(configMap("a", "red")).create();
    maps.withName("a").withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    api.awaitGone(api.configMaps(), "a");
  }

  @Scenario(
      id = "api.client.leader-election",
      proves = "of two candidates one leads, and the other when the first steps down")
  void leaderElection(Api api) {
    Queue<String> leaders = new ConcurrentLinkedQueue<>();
    var one = elector(api, "one", leaders).start();
    try {
      api.await("a leader", () -> leaders.contains("one"));
      var two = elector(api, "two", leaders).start();
      try {
        var lease = api.client().leases().inNamespace(api.namespace()).withName("leader");
        assertThat(lease.get().getSpec().getHolderIdentity()).isEqualTo("one");
        one.cancel(true);
        api.await("the other leader", () -> leaders.contains("two"));
        assertThat(lease.get().getSpec().getHolderIdentity()).isEqualTo("two");
        assertThat(leaders).containsExactly("one", "two");
      } finally {
        two.cancel(true);
      }
    } finally {
      one.cancel(true);
    }
  }

  @Scenario(
      id = "api.client.discovery",
      proves = "the client finds out what the server has and has not")
  void discovery(Api api) {
    assertThat(api.client().getKubernetesVersion().getMajor()).isEqualTo("1");
    assertThat(api.client().supports(Pod.class)).isTrue();
    assertThat(api.client().supports(api.gadgets().kind().apiVersion(), "Gadget")).isTrue();
    assertThat(api.client().supports("example.com/v1", "Gadget")).isFalse();
    assertThat(api.client().hasApiGroup("apps", true)).isTrue();
    assertThat(api.client().hasApiGroup("example.com", true)).isFalse();
  }

  private static LeaderElector elector(Api api, String name, Queue<String> leaders) {
    return api.client()
        .leaderElector()
        .withConfig(
            new LeaderElectionConfigBuilder()
                .withName("scenario")
                .withLock(new LeaseLock(api.namespace(), "leader", name))
                .withLeaseDuration(Duration.ofSeconds(15))
                .withRenewDeadline(Duration.ofSeconds(10))
                .withRetryPeriod(Duration.ofMillis(200))
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(
                    new LeaderCallbacks(() -> leaders.add(name), () -> {}, leader -> {}))
                .build())
        .build();
  }

  private static KubernetesClient through(Relay relay, KubernetesClient client) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(client.getConfiguration())
                .withMasterUrl(relay.address().toString())
                .build())
        .build();
  }

  private static List<String> names(List<Secret> secrets) {
    return secrets.stream().map(s -> s.getMetadata().getName()).toList();
  }

  private static ConfigMap configMap(String name, String color) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData("color", color)
        .build();
  }

  private static ConfigMap with(ConfigMap map, String color) {
    return new ConfigMapBuilder(map).addToData("color", color).build();
  }

  private static Secret secret(String name) {
    return new SecretBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static Secret labelled(Secret secret, String mark) {
    return new SecretBuilder(secret).editMetadata().addToLabels("mark", mark).endMetadata().build();
  }

  /** Notes what a watch tells. */
  private record Collector(BlockingQueue<String> events) implements Watcher<Secret> {

    @Override
    public void eventReceived(Action action, Secret secret) {
      events.add(action + " " + secret.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException cause) {
      events.add("closed " + cause.getMessage());
    }
  }

  /** Notes what an informer tells. */
  private record Follower(Queue<String> events) implements ResourceEventHandler<Secret> {

    @Override
    public void onAdd(Secret secret) {
      events.add("add " + secret.getMetadata().getName());
    }

    @Override
    public void onUpdate(Secret before, Secret after) {
      if (!before.equals(after)) {
        events.add("update " + after.getMetadata().getName());
      }
    }

    @Override
    public void onDelete(Secret secret, boolean unknown) {
      events.add("delete " + secret.getMetadata().getName());
    }
  }
}
