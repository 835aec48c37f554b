package dev.miniworks.mock.sim;

import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The simulated control plane of a cluster: all its parts on one thread. */
public final class Simulation implements AutoCloseable {

  private final Loop loop;
  private final World world;
  private final Kubelets kubelets;
  private final Client administrator;

  /**
   * @param clients gives each part its own way into the API
   * @param timeMovesByHand whether the clock stands still until the {@link #agenda} is settled
   */
  public Simulation(
      ObjectStore store, Function<Actor, Client> clients, Clock clock, boolean timeMovesByHand) {
    loop = new Loop(clock, timeMovesByHand);
    kubelets = new Kubelets(loop, clients);
    administrator = clients.apply(Actors.administrator());
    List<Part> parts =
        List.of(
            new NodeLifecycle(loop, clients.apply(Actors.controller("node-controller"))),
            new Scheduler(loop, clients.apply(Actors.scheduler())),
            kubelets);
    world = new World(store, loop, Set.of(Resources.PODS, Resources.NODES), parts);
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
