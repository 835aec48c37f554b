package dev.miniworks.mock.housekeeping;

import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiServer;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.CustomResources;
import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.store.Event;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectStore;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of every write and has done what follows from it. What clients rely on at once, such as
 * that a resource is served whose definition was accepted, is done before the write is answered;
 * the rest on a thread of its own.
 */
public final class Housekeeping implements ObjectStore.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final Definitions definitions;
  private final Namespaces namespaces;
  private final QuotaStatus quotas;
  private final GarbageCollector collector;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final Set<String> emptying = ConcurrentHashMap.newKeySet();
  private final Set<String> cleaning = ConcurrentHashMap.newKeySet();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "mock-housekeeping");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param handler by which everything is done
   * @param certificate of the API, for the pods to trust
   */
  public Housekeeping(
      ObjectStore store,
      ApiServer api,
      Handler handler,
      CustomResources resources,
      Clock clock,
      String certificate) {
    this.definitions =
        new Definitions(store, api, new Client(handler, Definitions.actor()), resources, clock);
    this.namespaces =
        new Namespaces(store, api.registry(), new Client(handler, Namespaces.actor()), certificate);
    this.quotas = new QuotaStatus(store, new Client(handler, QuotaStatus.actor()));
    this.collector =
        new GarbageCollector(
            store,
            api.registry(),
            new Client(
                handler, Actor.system("serviceaccount:kube-system:generic-garbage-collector")));
  }

  @Override
  public void written(Event event) {
    Item item = event.item();
    if (Definitions.concerns(event)) {
      definition(event);
    }
    if (item.resource().equals(Namespaces.RESOURCE)) {
      namespace(event);
    }
    if (event.type() == Event.Type.DELETED) {
      String home = item.key().namespace();
      if (emptying.contains(home)) {
        soon("namespace " + home, () -> namespaces.empty(home));
      }
      if (Namespaces.isFurniture(item)) {
        soon("furniture of " + home, () -> namespaces.furnish(home));
      }
      cleaning.forEach(name -> soon("definition " + name, () -> definitions.cleanUp(name)));
    }
    String namespace = item.key().namespace();
    if (quotas.concerns(namespace)) {
      soon("quotas of " + namespace, () -> quotas.write(namespace));
    }
    collector.concerned(event, this::lookAt);
  }

  private void lookAt(String uid) {
    soon(
        "object " + uid,
        () -> {
          if (!collector.look(uid)) {
            lookAt(uid);
          }
        });
  }

  private void definition(Event event) {
    Item item = event.item();
    String name = item.key().name();
    if (event.type() == Event.Type.DELETED) {
      cleaning.remove(name);
      definitions.forget(item);
      return;
    }
    boolean changed =
        event
            .previous()
            .map(before -> !before.json().path("spec").equals(item.json().path("spec")))
            .orElse(true);
    if (changed) {
      definitions.serve(item);
    }
    if (item.isBeingDeleted() && item.finalizers().contains(Definitions.CLEANUP)) {
      cleaning.add(name);
      soon("definition " + name, () -> definitions.cleanUp(name));
    }
  }

  private void namespace(Event event) {
    String name = event.item().key().name();
    if (event.type() == Event.Type.DELETED) {
      emptying.remove(name);
    } else if (event.item().isBeingDeleted()) {
      emptying.add(name);
      soon("namespace " + name, () -> namespaces.empty(name));
    } else if (event.type() == Event.Type.ADDED) {
      namespaces.furnish(name);
    }
  }

  /**
   * Returns when all has been done that there was to do.
   *
   * @return whether there was anything since it was last asked
   */
  public boolean settle() {
    boolean waited = true;
    do {
      waited = afterAllBefore();
    } while (waited && !waiting.isEmpty());
    long now = done.get();
    return settled.getAndSet(now) != now;
  }

  /** Waits until everything is done that has been asked for; not once the cluster is closed. */
  private boolean afterAllBefore() {
    try {
      executor.submit(() -> {}).get();
      return true;
    } catch (RejectedExecutionException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Has something done once, however often it is asked for before it begins. */
  private void soon(String what, Runnable task) {
    if (!waiting.add(what)) {
      return;
    }
    try {
      executor.execute(
          () -> {
            waiting.remove(what);
            try {
              task.run();
            } catch (RuntimeException e) {
              LOG.warn("{} could not be looked after", what, e);
            }
            done.incrementAndGet();
          });
    } catch (RejectedExecutionException e) {
      // the cluster is being closed
      LOG.debug("{} is no longer looked after", what);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
