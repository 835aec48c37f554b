package dev.miniworks.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API as the fabric8 client sees it. */
@Timeout(30)
class Fabric8Test {

  private MockCluster cluster;
  private KubernetesClient client;

  @BeforeEach
  void start() {
    cluster = MockCluster.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(cluster.url())
            .withNamespace("default")
            .withRequestRetryBackoffLimit(0)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void stop() {
    client.close();
    cluster.close();
  }

  @Test
  void createsReadsListsChangesAndDeletes() {
    ConfigMap created = client.resource(configMap("a", "1")).create();
    assertThat(created.getMetadata().getUid()).isNotEmpty();
    assertThat(created.getMetadata().getResourceVersion()).isNotEmpty();

    assertThat(client.configMaps().withName("a").get()).isEqualTo(created);
    assertThat(client.configMaps().list().getItems()).contains(created);

    ConfigMap edited =
        client
            .configMaps()
            .withName("a")
            .edit(map -> new ConfigMapBuilder(map).addToData("k", "2").build());
    assertThat(edited.getData()).containsEntry("k", "2");
    assertThatThrownBy(() -> client.resource(created).lockResourceVersion().update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> assertThat(e.getStatus().getReason()).isEqualTo("Conflict"));

    client.configMaps().withName("a").delete();
    assertThat(client.configMaps().withName("a").get()).isNull();
  }

  @Test
  void watchesOverWebSocket() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    client.resource(configMap("before", "1")).create();
    try (var watch = client.configMaps().withLabel("app", "x").watch(recording(seen))) {
      client.resource(configMap("after", "1")).create();
      client
          .configMaps()
          .withName("before")
          .edit(
              map ->
                  new ConfigMapBuilder(map).editMetadata().withLabels(null).endMetadata().build());
      assertThat(take(seen, 3)).containsExactly("ADDED before", "ADDED after", "DELETED before");
    }
  }

  @Test
  void informersCatchUpAndFollow() {
    client.resource(configMap("a", "1")).create();
    try (var informer = client.configMaps().inform()) {
      assertThat(informer.getStore().getByKey("default/a")).isNotNull();
    }
  }

  private static List<String> take(BlockingQueue<String> queue, int count)
      throws InterruptedException {
    var taken = new java.util.ArrayList<String>();
    for (int i = 0; i < count; i++) {
      taken.add(queue.poll(5, TimeUnit.SECONDS));
    }
    return taken;
  }

  private static Watcher<ConfigMap> recording(BlockingQueue<String> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, ConfigMap map) {
        seen.add(action + " " + map.getMetadata().getName());
      }

      @Override
      public void onClose(WatcherException cause) {
        seen.add("closed");
      }
    };
  }

  private static ConfigMap configMap(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .withLabels(Map.of("app", "x"))
        .endMetadata()
        .withData(Map.of("k", value))
        .build();
  }
}
