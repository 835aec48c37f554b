package dev.miniworks.mock.instruments;

import dev.miniworks.mock.api.Answer;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Handler;
import dev.miniworks.mock.api.Request;
import dev.miniworks.mock.api.WatchEvent;
import dev.miniworks.mock.api.WatchStream;
import dev.miniworks.mock.store.Item;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Every request with its outcome, and every event that a watch handed out, in the order in which
 * they happened. It keeps the last so many of each; what came before is counted.
 */
public final class History {

  /**
   * A request and what came of it.
   *
   * @param sequence counts requests and observations alike
   * @param code of the answer; 0 when there was none
   * @param reason of a refusal, else empty
   * @param item what is stored after it, if it concerned one object that is
   */
  public record Exchange(
      long sequence, Instant time, Request request, int code, String reason, Optional<Item> item) {}

  /** An event that a watch handed out. */
  public record Observation(long sequence, Instant time, Request watch, WatchEvent event) {}

  private final Clock clock;
  private final int capacity;
  private final Deque<Exchange> exchanges = new ArrayDeque<>();
  private final Deque<Observation> observations = new ArrayDeque<>();
  private long sequence;
  private long forgotten;

  public History(Clock clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  /** A handler that records what the next one does. */
  public Handler recording(Handler next) {
    return request -> {
      try {
        Answer answer = next.handle(request);
        record(request, code(answer), "", item(answer));
        return answer;
      } catch (ApiException e) {
        record(request, e.code(), e.reason(), Optional.empty());
        throw e;
      }
    };
  }

  private synchronized void record(Request request, int code, String reason, Optional<Item> item) {
    if (capacity > 0) {
      exchanges.add(new Exchange(++sequence, clock.instant(), request, code, reason, item));
      trim(exchanges);
    }
  }

  /** Takes note of an event that a watch has handed out. */
  public synchronized void observe(WatchStream stream, WatchEvent event) {
    if (capacity > 0) {
      observations.add(new Observation(++sequence, clock.instant(), stream.request(), event));
      trim(observations);
    }
  }

  private void trim(Deque<?> entries) {
    if (entries.size() > capacity) {
      entries.removeFirst();
      forgotten++;
    }
  }

  public synchronized List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  public synchronized List<Observation> observations() {
    return List.copyOf(observations);
  }

  /** How many entries were dropped because there were too many. */
  public synchronized long forgotten() {
    return forgotten;
  }

  public synchronized void clear() {
    exchanges.clear();
    observations.clear();
    forgotten = 0;
  }

  private static int code(Answer answer) {
    if (answer instanceof Answer.Stored stored) {
      return stored.code();
    }
    if (answer instanceof Answer.Made made) {
      return made.code();
    }
    if (answer instanceof Answer.Late late) {
      return code(late.answer());
    }
    return answer instanceof Answer.Silence ? 0 : 200;
  }

  private static Optional<Item> item(Answer answer) {
    if (answer instanceof Answer.Late late) {
      return item(late.answer());
    }
    return answer instanceof Answer.Stored stored ? Optional.of(stored.item()) : Optional.empty();
  }
}
