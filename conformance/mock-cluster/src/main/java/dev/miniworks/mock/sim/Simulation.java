package dev.miniworks.mock.sim;

import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.Registry;
import dev.miniworks.mock.store.GroupResource;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectKey;
import dev.miniworks.mock.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The simulated control plane of a cluster: all its parts on one thread. */
public final class Simulation implements AutoCloseable {

  private static final Set<GroupResource> WATCHED =
      Set.of(
          Resources.PODS, Resources.NODES, Resources.LEASES, Resources.SERVICES, Resources.BUDGETS);

  private final Loop loop;
  private final World world;
  private final Kubelets kubelets;
  private final Client administrator;

  /**
   * @param clients gives each part its own way into the API
   * @param timeMovesByHand whether the clock stands still until the {@link #agenda} is settled
   */
  public Simulation(
      ObjectStore store,
      Registry registry,
      Function<Actor, Client> clients,
      Clock clock,
      boolean timeMovesByHand) {
    loop = new Loop(clock, timeMovesByHand);
    kubelets = new Kubelets(loop, clients);
    administrator = clients.apply(Actors.administrator());
    Client nodeController = clients.apply(Actors.controller("node-controller"));
    PodsByNode pods = new PodsByNode();
    List<Part> parts =
        List.of(
            pods,
            new NodeLifecycle(loop, nodeController, pods),
            new TaintEviction(loop, nodeController, pods),
            new PodGarbage(loop, clients.apply(Actors.controller("pod-garbage-collector")), pods),
            new Scheduler(
                loop,
                clients.apply(Actors.scheduler()),
                name ->
                    store
                        .get(Resources.NAMESPACES, new ObjectKey("", name))
                        .map(Item::labels)
                        .orElse(Map.of())),
            kubelets,
            new ServiceBackends(
                loop,
                List.of(
                    new EndpointSlices(
                        store, clients.apply(Actors.controller("endpointslice-controller"))),
                    new EndpointsObjects(
                        store, clients.apply(Actors.controller("endpoint-controller"))))),
            new DisruptionBudgets(
                loop, store, registry, clients.apply(Actors.controller("disruption-controller"))));
    world = new World(store, loop, WATCHED, parts);
  }

  /** Begins, with so many nodes; returns when they are ready. */
  public void start(int nodes) {
    world.open();
    loop.start();
    for (int i = 1; i <= nodes; i++) {
      administrator.create("v1", "nodes", "", NodeStatuses.machine("node-" + i));
    }
    loop.settle();
  }

  /** What is to come, for a clock that is moved by hand. */
  public Agenda agenda() {
    return loop;
  }

  /** Has a node fall silent, with all that runs on it, as if it had lost its power. */
  public void stopNode(String name) {
    loop.note(() -> kubelets.of(name).stop());
    loop.settle();
  }

  /** Has a silent node speak again. */
  public void startNode(String name) {
    loop.note(() -> kubelets.of(name).start());
    loop.settle();
  }

  @Override
  public void close() {
    loop.close();
  }
}
