package dev.miniworks.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Turns what was observed into figures. Pure. */
final class Analysis {

  private static final String PODS = "pods";
  private static final String KWOK = "kwok";

  private final Contender contender;
  private final Settings settings;

  Analysis(Contender contender, Settings settings) {
    this.contender = contender;
    this.settings = settings;
  }

  /** The figures of one phase. */
  PhaseFigures figures(Window window) {
    var own = own(window.entries());
    var values = new EnumMap<Figure, Double>(Figure.class);
    window.done().ifPresent(done -> values.putAll(times(window, own, done)));
    var reactions = reactions(window, own);
    if (!reactions.isEmpty()) {
      put(values, Figure.REACTION_P50, Statistics.percentile(reactions, 50));
      put(values, Figure.REACTION_P99, Statistics.percentile(reactions, 99));
      values.put(Figure.EVENTS_SEEN, (double) reactions.size());
    }
    var writes = own.stream().filter(AuditEntry::isWrite).toList();
    values.put(Figure.WRITES, (double) writes.size());
    values.put(Figure.WRITES_PER_POD, writes.size() / pods(window.phase()));
    values.put(
        Figure.EVENT_WRITES_PER_POD,
        writes.stream().filter(AuditEntry::isEvent).count() / pods(window.phase()));
    values.put(Figure.REFUSED, (double) own.stream().filter(entry -> !entry.succeeded()).count());
    window
        .controller()
        .ifPresent(
            used -> {
              values.put(Figure.CONTROLLER_CPU, used.cpuSeconds());
              values.put(Figure.PEAK_RSS, used.peakRss());
            });
    values.put(Figure.API_SERVER_CPU, window.apiServer().cpuSeconds());
    return new PhaseFigures(window.phase(), values, requests(own));
  }

  /** When the contender's last write was answered. */
  Optional<Instant> lastWrite(List<AuditEntry> entries) {
    return own(entries).stream()
        .filter(AuditEntry::isWrite)
        .map(AuditEntry::answered)
        .max(Comparator.naturalOrder());
  }

  /** Whether a node reported the status of a pod of this namespace. */
  static boolean isPodReport(AuditEntry entry, String namespace) {
    return entry.agent().startsWith(KWOK)
        && entry.is("patch", PODS, "status")
        && entry.namespace().equals(namespace)
        && entry.succeeded();
  }

  private double pods(Phase phase) {
    return phase == Phase.REPLACE ? settings.replacements() : settings.replicas();
  }

  private static Map<Figure, Double> times(Window window, List<AuditEntry> own, Instant done) {
    var times = new EnumMap<Figure, Double>(Figure.class);
    times.put(Figure.WALL, seconds(window.from(), done));
    lastAnswer(window, own, entry -> entry.is("create", PODS, ""))
        .ifPresent(last -> times.put(Figure.LAST_POST, last));
    lastAnswer(window, own, entry -> entry.is("delete", PODS, ""))
        .ifPresent(last -> times.put(Figure.LAST_DELETE, last));
    lastAnswer(window, window.entries(), entry -> isPodReport(entry, window.namespace()))
        .ifPresent(last -> times.put(Figure.LAST_STATUS, last));
    return times;
  }

  private List<AuditEntry> own(List<AuditEntry> entries) {
    return entries.stream().filter(entry -> contender.users().contains(entry.user())).toList();
  }

  private static Optional<Double> lastAnswer(
      Window window, List<AuditEntry> entries, Predicate<AuditEntry> wanted) {
    return entries.stream()
        .filter(AuditEntry::succeeded)
        .filter(wanted)
        .map(AuditEntry::answered)
        .max(Comparator.naturalOrder())
        .map(last -> seconds(window.from(), last));
  }

  private List<Double> reactions(Window window, List<AuditEntry> own) {
    if (contender == Contender.FLOOR) {
      return List.of();
    }
    var replacing = window.phase() == Phase.REPLACE;
    Predicate<AuditEntry> event =
        replacing
            ? entry -> entry.user().equals(Lab.USER) && entry.is("delete", PODS, "")
            : entry -> isPodReport(entry, window.namespace());
    Predicate<AuditEntry> answer =
        replacing
            ? entry -> entry.is("create", PODS, "")
            : entry -> entry.isWrite() && !entry.isEvent();
    return Reactions.milliseconds(
        window.entries().stream().filter(event).map(AuditEntry::answered).toList(),
        own.stream()
            .filter(entry -> entry.namespace().equals(window.namespace()))
            .filter(answer)
            .map(AuditEntry::received)
            .toList());
  }

  private static Map<String, Integer> requests(List<AuditEntry> own) {
    return own.stream()
        .collect(Collectors.toMap(AuditEntry::request, entry -> 1, Integer::sum, TreeMap::new));
  }

  private static void put(Map<Figure, Double> values, Figure figure, OptionalDouble value) {
    value.ifPresent(number -> values.put(figure, number));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
