package dev.miniworks.mock;

import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiServer;
import dev.miniworks.mock.api.BuiltIns;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.Names;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.Surroundings;
import dev.miniworks.mock.http.ApiEndpoint;
import dev.miniworks.mock.http.Authenticator;
import dev.miniworks.mock.store.ObjectStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A Kubernetes API in this JVM, at a port of the loopback interface. */
public final class MockCluster implements AutoCloseable {

  private final ApiServer api;
  private final ApiEndpoint endpoint;
  private final Clock clock;

  private MockCluster(Builder builder) {
    clock = builder.clock;
    ObjectStore store = new ObjectStore(builder.window);
    Registry registry = new Registry(BuiltIns.types(Map.of()));
    api =
        new ApiServer(
            store,
            registry,
            new Surroundings(clock, new Names(builder.seed)),
            (stream, event) -> {});
    Client system = actor(Actor.system("apiserver"));
    for (String namespace :
        new String[] {"default", "kube-node-lease", "kube-public", "kube-system"}) {
      system.create("v1", "namespaces", "", Client.named("v1", "Namespace", namespace));
    }
    Authenticator authenticator = new Authenticator(token -> Optional.empty(), false);
    endpoint = new ApiEndpoint(api, registry, authenticator, clock, builder.port);
  }

  /** Starts a cluster with everything as it is by default. */
  public static MockCluster start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Where the API is, such as {@code http://127.0.0.1:41234}. */
  public String url() {
    return endpoint.url();
  }

  /** A way into the API without HTTP, for the parts of the cluster that live in this JVM. */
  public Client actor(Actor actor) {
    return new Client(api, actor);
  }

  public Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    endpoint.close();
  }

  /** What a cluster may be given. */
  public static final class Builder {

    private Clock clock = Clock.systemUTC();
    private long seed = System.nanoTime();
    private int window = 4096;
    private int port;

    private Builder() {}

    /** The time by which objects are stamped. */
    public Builder clock(Clock given) {
      clock = given;
      return this;
    }

    /** From which names and UIDs are drawn; the same gives the same ones. */
    public Builder seed(long given) {
      seed = given;
      return this;
    }

    /** How many events of each resource a watch can go back. */
    public Builder window(int events) {
      window = events;
      return this;
    }

    /** The port; any that is free when none is given. */
    public Builder port(int given) {
      port = given;
      return this;
    }

    public MockCluster start() {
      return new MockCluster(this);
    }
  }
}
