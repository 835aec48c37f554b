package dev.miniworks.operator.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether an operator with these options can work, and whether one leads already. */
final class Checkup {

  private static final Logger LOG = LoggerFactory.getLogger(Checkup.class);

  /** Twice the time after which a successor takes over. */
  private static final Duration PATIENCE = Leadership.LEASE.multipliedBy(2);

  private Checkup() {}

  /** Looks, changes nothing, and says what it found. */
  static ExitCode run(OperatorOptions options) {
    try (KubernetesClient client =
        Connection.client(options.kubeconfig(), Duration.ofSeconds(30))) {
      Preflight.check(client, options);
      LOG.info("The cluster answers, serves the kinds and grants the rights");
      if (options.leaderElection()) {
        LOG.info("{} leads", awaitLeader(client, options.ownNamespace(), PATIENCE));
      }
      return ExitCode.STOPPED;
    } catch (StartupException refusal) {
      LOG.error(refusal.getMessage());
      return refusal.exitCode();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    } catch (KubernetesClientException failure) {
      LOG.error("The lease cannot be read", failure);
      return ExitCode.FAILED;
    }
  }

  /**
   * Waits until the lease is renewed before its eyes, whatever its clock says. @return who leads
   *
   * @throws StartupException when nobody has done so when patience ends
   */
  static String awaitLeader(KubernetesClient client, String namespace, Duration patience)
      throws InterruptedException {
    var leases = client.leases().inNamespace(namespace).withName(Leadership.LEASE_NAME);
    Optional<ZonedDateTime> first = renewal(leases.get());
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(1);
      Lease lease = leases.get();
      if (held(lease) && !renewal(lease).equals(first)) {
        return lease.getSpec().getHolderIdentity();
      }
    }
    throw new StartupException(
        ExitCode.LEADERSHIP_LOST,
        "No instance leads: nobody renews the lease "
            + Leadership.LEASE_NAME
            + " in "
            + namespace
            + ".");
  }

  private static boolean held(Lease lease) {
    return spec(lease)
        .map(LeaseSpec::getHolderIdentity)
        .filter(holder -> !holder.isEmpty())
        .isPresent();
  }

  private static Optional<ZonedDateTime> renewal(Lease lease) {
    return spec(lease).map(LeaseSpec::getRenewTime);
  }

  private static Optional<LeaseSpec> spec(Lease lease) {
    return Optional.ofNullable(lease).map(Lease::getSpec);
  }
}
