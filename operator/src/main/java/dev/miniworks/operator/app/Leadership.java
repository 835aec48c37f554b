package dev.miniworks.operator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leader at a time, by a lease.
 *
 * <p>Nothing is written unless the lease was renewed within the renew deadline by this process's
 * own monotonic clock ({@link #certain()}): a process that was held up wakes to find that it may
 * not write any more, before it has even asked who leads. An unexpected loss ends the process,
 * since an elector cannot be used twice and a restart is the cleanest way back.
 */
final class Leadership {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private static final int CONFLICT = 409;

  static final String LEASE_NAME = "miniworks";
  static final Duration LEASE = Duration.ofSeconds(15);
  static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  static final Duration RETRY = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;
  private final AtomicLong renewedAt = new AtomicLong();
  private final CompletableFuture<Void> gained = new CompletableFuture<>();
  private final Runnable onLoss;
  private volatile boolean stopping;
  private volatile boolean lost;
  private volatile CompletableFuture<?> election = new CompletableFuture<>();

  /**
   * @param client a client of its own, so that a busy one cannot cost leadership
   * @param onLoss called once if leadership is lost other than by {@link #release()}
   */
  Leadership(KubernetesClient client, String namespace, String identity, Runnable onLoss) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
    this.onLoss = onLoss;
  }

  /** Starts to compete. @return done once this instance leads */
  CompletableFuture<Void> compete() {
    Lock lock = new ObservedLock(new LeaseLock(namespace, LEASE_NAME, identity));
    election =
        client
            .leaderElector()
            .withConfig(
                new LeaderElectionConfigBuilder()
                    .withName(LEASE_NAME)
                    .withLock(lock)
                    .withLeaseDuration(LEASE)
                    .withRenewDeadline(RENEW_DEADLINE)
                    .withRetryPeriod(RETRY)
                    .withReleaseOnCancel(true)
                    .withLeaderCallbacks(
                        new LeaderCallbacks(
                            () -> gained.complete(null), this::lost, Leadership::noteLeader))
                    .build())
            .build()
            .start();
    return gained;
  }

  /** Whether this instance leads beyond doubt at this moment. */
  boolean certain() {
    return gained.isDone()
        && !lost
        && System.nanoTime() - renewedAt.get() < RENEW_DEADLINE.toNanos();
  }

  /** Gives the lease back, if it is held. */
  void release() {
    stopping = true;
    election.cancel(true);
  }

  private static void noteLeader(String leader) {
    if (leader == null || leader.isEmpty()) {
      LOG.info("Nobody leads");
    } else {
      LOG.info("The leader is {}", leader);
    }
  }

  private void lost() {
    lost = true;
    if (!stopping) {
      onLoss.run();
    }
  }

  /** Notes when the lease was last written by us. */
  private final class ObservedLock implements Lock {

    private final Lock lease;

    ObservedLock(Lock lease) {
      this.lease = lease;
    }

    @Override
    public LeaderElectionRecord get(KubernetesClient client) {
      return told(() -> lease.get(client));
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord leaderRecord) {
      write(() -> lease.create(client, leaderRecord));
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord leaderRecord) {
      write(() -> lease.update(client, leaderRecord));
    }

    private void write(Runnable request) {
      long now = System.nanoTime();
      told(
          () -> {
            request.run();
            return now;
          });
      renewedAt.set(now);
    }

    /** The elector tries again by itself; a user wants one line on it. */
    private static <T> T told(Supplier<T> request) {
      try {
        return request.get();
      } catch (KubernetesClientException failure) {
        if (failure.getCode() != CONFLICT) {
          LOG.warn("The lease cannot be read or renewed: {}", Causes.line(failure));
        }
        throw failure;
      }
    }

    @Override
    public String identity() {
      return lease.identity();
    }

    @Override
    public String describe() {
      return lease.describe();
    }
  }
}
