package dev.miniworks.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.netty.handler.ssl.OpenSsl;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS by BoringSSL carries requests and watches, and trusts nobody it was not told to trust. */
@EnableKubernetesMockClient(crud = true)
final class TransportTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  KubernetesClient client;

  @BeforeEach
  void library() {
    assumeThat(OpenSsl.isAvailable()).as("BoringSSL loads on this platform").isTrue();
  }

  @Test
  void requestsAndWatchesPass() throws InterruptedException {
    LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (KubernetesClient boring = Transport.client(trusting(true));
        var watch = boring.pods().inNamespace("ns").watch(new Names(seen))) {
      boring
          .resource(new PodBuilder().withNewMetadata().withName("web").endMetadata().build())
          .inNamespace("ns")
          .create();
      assertThat(boring.pods().inNamespace("ns").list().getItems()).hasSize(1);
      assertThat(seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("web");
    }
  }

  @Test
  void aCertificateOfNobodyKnownIsRefused() {
    try (KubernetesClient boring = Transport.client(trusting(false))) {
      assertThatThrownBy(() -> boring.pods().inNamespace("ns").list())
          .isInstanceOf(KubernetesClientException.class)
          .hasStackTraceContaining("unable to find valid certification path");
    }
  }

  private Config trusting(boolean anybody) {
    return new ConfigBuilder(client.getConfiguration())
        .withTrustCerts(anybody)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private record Names(LinkedBlockingQueue<String> seen) implements Watcher<Pod> {

    @Override
    public void eventReceived(Action action, Pod pod) {
      seen.add(pod.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException cause) {}
  }
}
