package dev.miniworks.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An instance leads if it renews the lease before one's eyes; what stands there may be old. */
@EnableKubernetesMockClient(crud = true)
class CheckupTest {

  private static final ZonedDateTime LONG_AGO =
      ZonedDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  KubernetesClient client;

  @Test
  void theHolderThatRenewsLeads() throws InterruptedException {
    put("a", LONG_AGO);
    var heart = Executors.newSingleThreadScheduledExecutor();
    try {
      heart.scheduleAtFixedRate(
          new Runnable() {
            private ZonedDateTime time = LONG_AGO;

            @Override
            public void run() {
              time = time.plusSeconds(2);
              put("a", time);
            }
          },
          0,
          200,
          TimeUnit.MILLISECONDS);

      assertThat(Checkup.awaitLeader(client, "ns", Duration.ofSeconds(60))).isEqualTo("a");
    } finally {
      heart.shutdownNow();
    }
  }

  @Test
  void aHolderThatIsGoneDoesNotLead() {
    put("a", LONG_AGO);

    assertNobodyLeads();
  }

  @Test
  void nobodyLeadsWithoutALease() {
    assertNobodyLeads();
  }

  private void assertNobodyLeads() {
    assertThatThrownBy(() -> Checkup.awaitLeader(client, "ns", Duration.ofSeconds(2)))
        .isInstanceOf(StartupException.class)
        .hasMessage("No instance leads: nobody renews the lease miniworks in ns.");
  }

  private void put(String holder, ZonedDateTime renewed) {
    Lease lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withName(Leadership.LEASE_NAME)
            .withNamespace("ns")
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(holder)
            .withRenewTime(renewed)
            .endSpec()
            .build();
    client.resource(lease).createOr(existing -> existing.update());
  }
}
