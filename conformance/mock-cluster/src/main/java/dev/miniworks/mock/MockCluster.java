package dev.miniworks.mock;

import dev.miniworks.mock.access.RoleBasedAccess;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiServer;
import dev.miniworks.mock.api.Authorizer;
import dev.miniworks.mock.api.BuiltIns;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.CustomResources;
import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.api.Names;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.api.Strategy;
import dev.miniworks.mock.api.Surroundings;
import dev.miniworks.mock.api.Tokens;
import dev.miniworks.mock.housekeeping.Housekeeping;
import dev.miniworks.mock.http.ApiEndpoint;
import dev.miniworks.mock.instruments.Faults;
import dev.miniworks.mock.instruments.History;
import dev.miniworks.mock.instruments.Watches;
import dev.miniworks.mock.kinds.BuiltInStrategies;
import dev.miniworks.mock.schema.DefinitionStrategy;
import dev.miniworks.mock.schema.SchemaStrategy;
import dev.miniworks.mock.sim.Agenda;
import dev.miniworks.mock.sim.Simulation;
import dev.miniworks.mock.store.ObjectStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kubernetes API in this JVM, at a port of the loopback interface. */
public final class MockCluster implements AutoCloseable {

  private static final List<String> FIRST_NAMESPACES =
      List.of("default", "kube-node-lease", "kube-public", "kube-system");
  private static final String ADMINISTRATOR = "kubernetes-admin";

  private final Clock clock;
  private final Names names;
  private final Tokens tokens = new Tokens();
  private final ObjectStore store;
  private final Handler handler;
  private final Housekeeping housekeeping;
  private final Optional<Simulation> simulation;
  private final List<Agenda> agendas;
  private final ApiEndpoint endpoint;
  private final History history;
  private final Faults faults = new Faults();
  private final Watches watches = new Watches();

  private MockCluster(Builder builder) {
    clock = builder.clock;
    endpoint =
        new ApiEndpoint(clock, new ApiEndpoint.Options(builder.port, builder.tls, builder.rbac));
    names = new Names(builder.seed);
    store = new ObjectStore(builder.window);
    history = new History(clock, builder.history);
    Registry registry = new Registry(BuiltIns.types(strategies()));
    Authorizer authorizer = builder.rbac ? new RoleBasedAccess(store) : Authorizer.EVERYTHING;
    ApiServer api =
        new ApiServer(
            store, registry, new Surroundings(clock, names, tokens, authorizer), history::observe);
    handler = history.recording(watches.tracking(faults.injecting(api)));
    housekeeping =
        new Housekeeping(
            store,
            api,
            handler,
            new CustomResources(SchemaStrategy::ofVersion),
            clock,
            endpoint.certificate().orElse(""));
    store.listen(housekeeping);
    Client system = actor(Actor.system("apiserver"));
    FIRST_NAMESPACES.forEach(
        name -> system.create("v1", "namespaces", "", Client.named("v1", "Namespace", name)));
    simulation =
        builder.nodes > 0 ? Optional.of(simulate(registry, builder.nodes)) : Optional.empty();
    agendas = agendas();
    if (clock instanceof SimulatedClock moved) {
      agendas.forEach(moved::attach);
    }
    try {
      endpoint.open(handler, registry, tokens);
    } catch (RuntimeException unopened) {
      close();
      throw unopened;
    }
  }

  /** Those who are waited for when the clock is moved. */
  private List<Agenda> agendas() {
    List<Agenda> all = new ArrayList<>();
    simulation.ifPresent(simulated -> all.add(simulated.agenda()));
    all.add(Agenda.ofThePresent(housekeeping::settle));
    return all;
  }

  private static Map<String, Strategy> strategies() {
    Map<String, Strategy> strategies = new LinkedHashMap<>(BuiltInStrategies.load().all());
    strategies.computeIfPresent(
        "customresourcedefinitions.apiextensions.k8s.io",
        (kind, structure) -> new DefinitionStrategy(structure));
    return strategies;
  }

  private Simulation simulate(Registry registry, int nodes) {
    boolean timeMovesByHand = clock instanceof SimulatedClock;
    Simulation made = new Simulation(store, registry, this::actor, clock, timeMovesByHand);
    made.start(nodes);
    return made;
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

  /** A kubeconfig of the administrator, as YAML. */
  public String kubeconfig() {
    return kubeconfig(ADMINISTRATOR, "system:masters");
  }

  /** A kubeconfig of any user; history and faults can tell users apart. */
  public String kubeconfig(String user, String... groups) {
    String token = names.uid();
    tokens.put(token, new Tokens.User(user, List.of(groups)));
    return Kubeconfig.of(endpoint.url(), endpoint.certificate(), user, token);
  }

  /** Every request and every event that a watch handed out. */
  public History history() {
    return history;
  }

  /** Has requests go wrong. */
  public Faults faults() {
    return faults;
  }

  /** Holds watches back or cuts them. */
  public Watches watches() {
    return watches;
  }

  /** Forgets the past: a watch or a list from an older version is told that it is gone. */
  public void compact() {
    store.compact();
  }

  /** A way into the API without HTTP, for the parts of the cluster that live in this JVM. */
  public Client actor(Actor actor) {
    return new Client(handler, actor);
  }

  public Clock clock() {
    return clock;
  }

  /**
   * A simulated node, to be switched off and on.
   *
   * @throws IllegalStateException when the cluster was started without nodes
   */
  public Machine node(String name) {
    return new Machine(name, simulation.orElseThrow(() -> new IllegalStateException("no nodes")));
  }

  /** The power switch of a simulated node. */
  public static final class Machine {

    private final String name;
    private final Simulation simulation;

    private Machine(String name, Simulation simulation) {
      this.name = name;
      this.simulation = simulation;
    }

    /** Has the node fall silent, with all that runs on it. */
    public void stop() {
      simulation.stopNode(name);
    }

    /** Has the node come back. */
    public void start() {
      simulation.startNode(name);
    }
  }

  @Override
  public void close() {
    endpoint.close();
    if (clock instanceof SimulatedClock moved) {
      agendas.forEach(moved::detach);
    }
    simulation.ifPresent(Simulation::close);
    housekeeping.close();
  }

  /** What a cluster may be given. */
  public static final class Builder {

    private static final int DEFAULT_WINDOW = 4096;
    private static final int DEFAULT_HISTORY = 100_000;

    private Clock clock = Clock.systemUTC();
    private long seed = System.nanoTime();
    private int window = DEFAULT_WINDOW;
    private int history = DEFAULT_HISTORY;
    private int port;
    private int nodes;
    private boolean tls;
    private boolean rbac;

    private Builder() {}

    /**
     * The time by which objects are stamped and simulated nodes live; see {@link SimulatedClock}.
     */
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

    /** How many requests and observations the history keeps; 0 for none. */
    public Builder history(int entries) {
      history = entries;
      return this;
    }

    /**
     * Has the rest of a control plane simulated, with so many nodes: node-1, node-2 and so on. With
     * none there is a bare API, and pods stay as they are written.
     */
    public Builder nodes(int number) {
      nodes = number;
      return this;
    }

    /** The port; any that is free when none is given. */
    public Builder port(int given) {
      port = given;
      return this;
    }

    /** Serves over TLS, by a certificate of its own. */
    public Builder tls() {
      tls = true;
      return this;
    }

    /**
     * Grants only what roles and bindings say. Who shows no token is system:anonymous; without this
     * he is the administrator, and everybody may do everything. kubectl shows its token over {@link
     * #tls} only.
     */
    public Builder rbac() {
      rbac = true;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws java.io.UncheckedIOException when the port cannot be had
     */
    public MockCluster start() {
      return new MockCluster(this);
    }
  }
}
