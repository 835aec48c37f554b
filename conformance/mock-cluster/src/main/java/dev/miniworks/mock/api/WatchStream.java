package dev.miniworks.mock.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.json.Json;
import dev.miniworks.mock.store.Event;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Page;
import dev.miniworks.mock.store.TooOldException;
import dev.miniworks.mock.store.Watcher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * A watch: what its reader gets to see of the event log. The reader is told when there may be
 * something and then polls until it gets nothing; it is never pushed. One that falls behind the log
 * finds its stream ended, as on the real server.
 */
public final class WatchStream implements AutoCloseable {

  private final Request request;
  private final ResourceType type;
  private final Selection selection;
  private final boolean bookmarks;
  private final ObjectStore store;
  private final Queue<WatchEvent> initial = new ArrayDeque<>();
  private final AtomicReference<Runnable> reader = new AtomicReference<>(() -> {});
  private final BiConsumer<WatchStream, WatchEvent> witness;
  private Watcher watcher;
  private long seen;
  private volatile boolean held;
  private volatile boolean ended;

  private WatchStream(
      Request request,
      ResourceType type,
      Selection selection,
      ObjectStore store,
      BiConsumer<WatchStream, WatchEvent> witness) {
    this.request = request;
    this.type = type;
    this.selection = selection;
    this.store = store;
    this.witness = witness;
    this.bookmarks = request.params().flag("allowWatchBookmarks");
  }

  /**
   * Begins a watch.
   *
   * @param witness hears of every event when it is handed out
   */
  static WatchStream open(
      Request request,
      ResourceType type,
      ObjectStore store,
      BiConsumer<WatchStream, WatchEvent> witness) {
    Params params = request.params();
    Selection selection = Selection.of(type, request.target(), params);
    ListOptions options = watchOptions(params);
    WatchStream stream = new WatchStream(request, type, selection, store, witness);
    stream.begin(options);
    return stream;
  }

  private static ListOptions watchOptions(Params params) {
    try {
      return ListOptions.of(params);
    } catch (ApiException e) {
      // a version that cannot be read is an error of the caller in a list, of the server in a watch
      String prefix = "invalid resource version: ";
      throw e.getMessage().startsWith(prefix)
          ? ApiException.internal(e.getMessage().substring(prefix.length()))
          : e;
    }
  }

  private void begin(ListOptions options) {
    boolean fromNow = options.version() == 0 || options.initialEvents();
    if (fromNow) {
      Page page = store.list(type.storage(), selection.query(type, Optional.empty(), 0));
      boolean wanted = !request.params().text("sendInitialEvents").equals(Optional.of("false"));
      if (wanted) {
        page.items().forEach(item -> initial.add(WatchEvent.of("ADDED", item)));
      }
      seen = page.revision();
      if (options.initialEvents() && bookmarks) {
        ObjectNode end = bookmark(seen);
        end.withObject("/metadata/annotations").put("k8s.io/initial-events-end", "true");
        initial.add(WatchEvent.of("BOOKMARK", end));
      }
    } else {
      seen = options.version();
    }
    try {
      watcher = store.watch(type.storage(), seen, this::wake);
    } catch (TooOldException e) {
      initial.add(WatchEvent.of("ERROR", ApiException.expired(e.getMessage()).status()));
      ended = true;
    }
  }

  /** The request that began it. */
  public Request request() {
    return request;
  }

  public ResourceType type() {
    return type;
  }

  /** How long the client wants it at most. */
  public Optional<Duration> timeout() {
    long seconds = request.params().number("timeoutSeconds").orElse(0);
    return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }

  /** Names who is told when there may be something to poll, on a thread that must not be kept. */
  public void onReady(Runnable wakeUp) {
    reader.set(wakeUp);
    wakeUp.run();
  }

  private void wake() {
    reader.get().run();
  }

  /** Keeps everything back until released; what happens meanwhile waits in the event log. */
  public void hold() {
    held = true;
  }

  /** Ends {@link #hold()}. */
  public void release() {
    held = false;
    wake();
  }

  /** Ends the stream, as a server does that cuts its connection. */
  public void reset() {
    ended = true;
    wake();
  }

  /** Whether there will be no more events once those are polled that are still there. */
  public boolean ended() {
    return ended;
  }

  /**
   * The next events. To be called by one thread at a time.
   *
   * @return nothing when all there is has been handed out
   */
  public List<WatchEvent> poll(int limit) {
    if (held) {
      return List.of();
    }
    List<WatchEvent> events = new ArrayList<>();
    while (!initial.isEmpty() && events.size() < limit) {
      events.add(initial.remove());
    }
    while (events.isEmpty() && !ended) {
      long current = store.revision();
      Optional<List<Event>> read = watcher.poll(limit);
      if (read.isEmpty()) {
        ended = true;
      } else if (read.get().isEmpty()) {
        // nothing is left of what had been written when we looked
        seen = Math.max(seen, current);
        break;
      } else {
        read.get().forEach(event -> visible(event).ifPresent(events::add));
      }
    }
    events.forEach(event -> witness.accept(this, event));
    return events;
  }

  /** A bookmark of how far the reader is, if it wants any. */
  public Optional<WatchEvent> bookmark() {
    return bookmarks && !held && !ended
        ? Optional.of(WatchEvent.of("BOOKMARK", bookmark(seen)))
        : Optional.empty();
  }

  /** What an event is to this reader: an object may come into its selection or leave it. */
  private Optional<WatchEvent> visible(Event event) {
    if (event.revision() <= seen) {
      return Optional.empty();
    }
    seen = event.revision();
    Item item = event.item();
    boolean now = event.type() != Event.Type.DELETED && selection.matches(item);
    boolean before = event.previous().map(selection::matches).orElse(false);
    if (now) {
      return Optional.of(WatchEvent.of(before ? "MODIFIED" : "ADDED", item));
    }
    if (!before) {
      return Optional.empty();
    }
    Item last =
        event.type() == Event.Type.DELETED
            ? item
            : event.previous().orElseThrow().at(event.revision());
    return Optional.of(WatchEvent.of("DELETED", last));
  }

  private ObjectNode bookmark(long revision) {
    ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
    object.putObject("metadata").put("resourceVersion", Long.toString(revision));
    return object;
  }

  @Override
  public void close() {
    ended = true;
    if (watcher != null) {
      watcher.close();
    }
  }
}
