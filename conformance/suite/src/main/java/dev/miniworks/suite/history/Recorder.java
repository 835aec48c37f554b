package dev.miniworks.suite.history;

import dev.miniworks.suite.subject.Kind;
import dev.miniworks.suite.subject.WireFormat;
import dev.miniworks.suite.subject.WireKind;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Watches a namespace from before the first write and keeps every event. It is also where scenarios
 * wait: a wait looks at the recorded state after each event, and only once everything that the
 * scenario wrote itself has been seen.
 */
public final class Recorder implements AutoCloseable {

  /** Time alone may make a condition true, so waits look again without an event, too. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Entry> entries = new ArrayList<>();
  private final View view = new View();
  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Long> awaited = new HashMap<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final OwnDoings own = new OwnDoings();
  private final Clock clock;
  private Instant lastChange;
  private Optional<WatcherException> gap = Optional.empty();
  private volatile boolean mayHaveGaps;

  private Recorder(Clock clock) {
    this.clock = clock;
    this.lastChange = clock.instant();
  }

  /** Starts to watch these kinds, and events, in the namespace. */
  public static Recorder start(
      KubernetesClient client, String namespace, Map<Kind, WireKind> kinds, Clock clock) {
    var recorder = new Recorder(clock);
    var format = new WireFormat(client.getKubernetesSerialization());
    kinds.forEach((kind, wire) -> recorder.watch(client, namespace, kind, wire, format));
    recorder.watchEvents(client, namespace);
    return recorder;
  }

  /** The objects of these kinds as the API server has them now. */
  public static View list(KubernetesClient client, String namespace, Map<Kind, WireKind> kinds) {
    var format = new WireFormat(client.getKubernetesSerialization());
    var view = new View();
    kinds.forEach(
        (kind, wire) ->
            client
                .genericKubernetesResources(wire.context())
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(
                    item -> {
                      item.setApiVersion(wire.apiVersion());
                      item.setKind(wire.kind());
                      view.put(kind, format.read(item, kind, kind.shape()));
                    }));
    return view;
  }

  private void watch(
      KubernetesClient client, String namespace, Kind kind, WireKind wire, WireFormat format) {
    var resources = client.genericKubernetesResources(wire.context()).inNamespace(namespace);
    var list = resources.list();
    var version = list.getMetadata().getResourceVersion();
    catchUp(kind, list.getItems().stream().map(o -> format.read(o, kind, kind.shape())), version);
    watches.add(
        resources.watch(
            new ListOptionsBuilder().withResourceVersion(version).build(),
            new Watcher<GenericKubernetesResource>() {
              @Override
              public void eventReceived(Watcher.Action action, GenericKubernetesResource object) {
                action(action)
                    .ifPresent(a -> record(kind, a, format.read(object, kind, kind.shape())));
              }

              @Override
              public void onClose(WatcherException cause) {
                if (cause.isHttpGone() && mayHaveGaps) {
                  watch(client, namespace, kind, wire, format);
                } else {
                  lost(cause);
                }
              }
            }));
  }

  /** Records what a list shows and no watch has told; at the beginning that is nothing. */
  private void catchUp(Kind kind, Stream<? extends HasMetadata> listed, String version) {
    var gone = new HashMap<String, HasMetadata>();
    locked(() -> view.all(kind).forEach(object -> gone.put(object.getMetadata().getUid(), object)));
    listed.forEach(
        object -> {
          var known = Optional.ofNullable(gone.remove(object.getMetadata().getUid()));
          if (known.map(Recorder::version).orElse(0L) < version(object)) {
            record(kind, known.isPresent() ? Action.MODIFIED : Action.ADDED, object);
          }
        });
    gone.values().forEach(object -> record(kind, Action.DELETED, object, Long.parseLong(version)));
  }

  private void watchEvents(KubernetesClient client, String namespace) {
    watches.add(
        client
            .v1()
            .events()
            .inNamespace(namespace)
            .watch(
                new Watcher<Event>() {
                  @Override
                  public void eventReceived(Watcher.Action action, Event event) {
                    if (action != Watcher.Action.DELETED) {
                      locked(() -> view.apply(event));
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    if (cause.isHttpGone() && mayHaveGaps) {
                      watchEvents(client, namespace);
                    } else {
                      lost(cause);
                    }
                  }
                }));
  }

  private static Optional<Action> action(Watcher.Action action) {
    return switch (action) {
      case ADDED -> Optional.of(Action.ADDED);
      case MODIFIED -> Optional.of(Action.MODIFIED);
      case DELETED -> Optional.of(Action.DELETED);
      case ERROR, BOOKMARK -> Optional.empty();
    };
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }

  private void record(Kind kind, Action action, HasMetadata object) {
    record(kind, action, object, version(object));
  }

  private void record(Kind kind, Action action, HasMetadata object, long version) {
    locked(
        () -> {
          var now = clock.instant();
          var entry = new Entry(version, kind, action, object, now);
          entries.add(entry);
          view.apply(entry);
          seen.put(entry.uid(), action == Action.DELETED ? Long.MAX_VALUE : version);
          lastChange = now;
        });
  }

  private void lost(WatcherException cause) {
    locked(() -> gap = Optional.of(cause));
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes a write of the scenario by what it returned; waits hold until it has been seen. */
  public <T extends HasMetadata> T wrote(T result) {
    wrote(result.getMetadata().getUid(), result.getMetadata().getResourceVersion());
    return result;
  }

  /** Notes a write of the scenario; waits hold until it has been seen. */
  public void wrote(String uid, String version) {
    own.wrote(uid, version);
    locked(
        () -> {
          awaited.merge(uid, Long.parseLong(version), Math::max);
          cursors.merge(uid, Long.parseLong(version), Math::max);
        });
  }

  /** Notes that the scenario asks for this object's deletion. */
  public void deletes(String uid) {
    own.deletes(uid);
  }

  /**
   * Waits until the look at the state finds something.
   *
   * @param what is waited for, for the failure's message
   * @throws AssertionError when patience ends first
   */
  public <T> T await(String what, Patience patience, Function<View, Optional<T>> look) {
    var begin = clock.instant();
    lock.lock();
    try {
      while (true) {
        gap.ifPresent(
            cause -> {
              throw new AssertionError("inconclusive: the watch has a gap", cause);
            });
        if (caughtUp()) {
          var found = look.apply(view);
          if (found.isPresent()) {
            return found.get();
          }
        }
        if (!sleepUntil(patience.end(begin, lastChange))) {
          throw new AssertionError(
              "%s: not within %d s"
                  .formatted(what, Duration.between(begin, clock.instant()).toSeconds()));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until some version of the object passes the test; also one that has been replaced since.
   * Starts with the last version that the scenario wrote or that a wait has found, so that waits
   * one after another see states one after another.
   *
   * @param what is waited for, for the failure's message
   * @throws AssertionError when patience ends first
   */
  public HasMetadata awaitVersion(
      String what, Patience patience, Kind kind, String name, Predicate<HasMetadata> test) {
    return await(
        what,
        patience,
        current ->
            current
                .find(kind, name)
                .flatMap(
                    object ->
                        entries.stream()
                            .filter(entry -> entry.uid().equals(object.getMetadata().getUid()))
                            .filter(
                                entry -> entry.version() >= cursors.getOrDefault(entry.uid(), 0L))
                            .filter(entry -> test.test(entry.object()))
                            .findFirst())
                .map(
                    entry -> {
                      cursors.merge(entry.uid(), entry.version(), Math::max);
                      return entry.object();
                    }));
  }

  /**
   * Waits until nothing has changed for this long.
   *
   * @throws AssertionError when the objects keep changing until the limit
   */
  public void awaitQuiet(Duration quiet, Duration limit) {
    var deadline = clock.instant().plus(limit);
    lock.lock();
    try {
      while (true) {
        var calm = lastChange.plus(quiet);
        if (!clock.instant().isBefore(calm)) {
          return;
        }
        if (clock.instant().isAfter(deadline)) {
          throw new AssertionError(
              "objects still change after %d s; a workload at rest is left alone"
                  .formatted(limit.toSeconds()));
        }
        sleepUntil(calm);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on the record may have gaps: when the server forgets what it has not told yet, it goes
   * on with what is there then. Steps between two states may be missing from the history.
   */
  public void allowGaps() {
    mayHaveGaps = true;
  }

  /** Whether the record may have gaps. */
  public boolean mayHaveGaps() {
    return mayHaveGaps;
  }

  /** Everything recorded so far. */
  public History history() {
    lock.lock();
    try {
      return new History(entries, own);
    } finally {
      lock.unlock();
    }
  }

  private boolean caughtUp() {
    awaited.entrySet().removeIf(e -> seen.getOrDefault(e.getKey(), 0L) >= e.getValue());
    return awaited.isEmpty();
  }

  private boolean sleepUntil(Instant deadline) {
    var left = Duration.between(clock.instant(), deadline);
    if (left.isNegative() || left.isZero()) {
      return false;
    }
    try {
      changed.awaitNanos(Math.min(left.toNanos(), LOOK_AGAIN.toNanos()));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
