package dev.miniworks.operator.cluster;

import dev.miniworks.operator.workload.EventDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps events few, by the rules that clients of Kubernetes share: the same event again only counts
 * up; after {@value #SIMILAR} that differ in nothing but their message within {@link #WINDOW} the
 * next ones are combined into one; and an object gets {@value #BURST} events at once, then one in
 * every {@link #REFILL}. Not safe for use by several threads.
 */
final class EventCorrelator {

  static final int SIMILAR = 10;
  static final Duration WINDOW = Duration.ofMinutes(10);
  static final int BURST = 25;
  static final Duration REFILL = Duration.ofMinutes(5);

  private static final int REMEMBERED = 4096;
  private static final String COMBINED = "(combined from similar events): ";

  private final Map<Kind, Similar> similar = lru();
  private final Map<Key, Recorded> recorded = lru();
  private final Map<Source, Budget> budgets = lru();

  /** What to do with an event. */
  sealed interface Verdict {
    /** Too many for this object: say nothing. */
    record Drop() implements Verdict {}

    /** A new event. */
    record Create(String name, String message, Instant at) implements Verdict {}

    /** The event of this name once more. */
    record Repeat(String name, String message, int count, Instant first, Instant at)
        implements Verdict {}
  }

  private record Source(String component, String objectUid) {}

  private record Kind(Source source, EventDraft.Type type, String reason) {}

  private record Key(Kind kind, String message) {}

  private record Similar(Set<String> messages, Instant last) {}

  private record Recorded(String name, int count, Instant first) {}

  private record Budget(double tokens, Instant at) {}

  /**
   * Judges one event.
   *
   * @param name makes the name of a new event
   */
  Verdict judge(
      String component, String objectUid, EventDraft event, Instant now, Supplier<String> name) {
    Source source = new Source(component, objectUid);
    Kind kind = new Kind(source, event.type(), event.reason());
    boolean combine = combine(kind, event.message(), now);
    if (!spend(source, now)) {
      return new Verdict.Drop();
    }
    String message = combine ? COMBINED + event.message() : event.message();
    Key key = new Key(kind, combine ? COMBINED : message);
    Recorded before = recorded.get(key);
    if (before == null) {
      Recorded first = new Recorded(name.get(), 1, now);
      recorded.put(key, first);
      return new Verdict.Create(first.name(), message, now);
    }
    Recorded again = new Recorded(before.name(), before.count() + 1, before.first());
    recorded.put(key, again);
    return new Verdict.Repeat(again.name(), message, again.count(), again.first(), now);
  }

  private boolean combine(Kind kind, String message, Instant now) {
    Similar known = similar.get(kind);
    if (known == null || known.last().plus(WINDOW).isBefore(now)) {
      known = new Similar(new LinkedHashSet<>(), now);
    }
    known.messages().add(message);
    similar.put(kind, new Similar(known.messages(), now));
    if (known.messages().size() < SIMILAR) {
      return false;
    }
    known.messages().remove(known.messages().iterator().next());
    return true;
  }

  private boolean spend(Source source, Instant now) {
    Budget budget = budgets.getOrDefault(source, new Budget(BURST, now));
    double refilled =
        Math.min(
            BURST,
            budget.tokens()
                + (double) Duration.between(budget.at(), now).toMillis() / REFILL.toMillis());
    boolean allowed = refilled >= 1;
    budgets.put(source, new Budget(allowed ? refilled - 1 : refilled, now));
    return allowed;
  }

  private static <K, V> Map<K, V> lru() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
