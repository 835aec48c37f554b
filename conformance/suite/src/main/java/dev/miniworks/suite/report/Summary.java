package dev.miniworks.suite.report;

import dev.miniworks.suite.report.Result.Verdict;
import dev.miniworks.suite.subject.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts results into words for a terminal. Pure. */
public final class Summary {

  private static final int WIDTH = 170;
  private static final int HEAD = 5;
  private static final int TAIL = 12;

  private Summary() {}

  /** One scenario on one line. */
  public static String line(Result result) {
    return "%s %7.1f s  %s%s"
        .formatted(
            result.verdict(),
            result.duration().toMillis() / 1000.0,
            result.id(),
            result.reason().map(reason -> "  (" + reason + ")").orElse(""));
  }

  /** What failed and why, with the folder of the evidence. */
  public static String failures(Collection<Result> results, String folder) {
    return results.stream()
        .filter(result -> result.verdict() == Verdict.FAIL)
        .map(
            result ->
                "%n%s%n  %s%n  evidence: %s/%s%n"
                    .formatted(
                        result.id(),
                        result.failure().map(Summary::excerpt).orElse(""),
                        folder,
                        result.id()))
        .collect(Collectors.joining());
  }

  /** The first lines say what is wrong, the last ones what happened last. */
  private static String excerpt(Throwable failure) {
    var lines =
        String.valueOf(failure.getMessage())
            .strip()
            .lines()
            .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + " ..." : line)
            .toList();
    var kept =
        lines.size() <= HEAD + TAIL
            ? lines
            : Stream.of(
                    lines.subList(0, HEAD),
                    List.of("..."),
                    lines.subList(lines.size() - TAIL, lines.size()))
                .flatMap(List::stream)
                .toList();
    return String.join("\n  ", kept);
  }

  /** All subjects side by side, one scenario a line. */
  public static String comparison(Map<Subject, List<Result>> bySubject) {
    var rows = new TreeMap<String, Map<Subject, Verdict>>();
    bySubject.forEach(
        (subject, results) ->
            results.forEach(
                result ->
                    rows.computeIfAbsent(result.id(), id -> new TreeMap<>())
                        .put(subject, result.verdict())));
    var width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    var text = new StringBuilder(" ".repeat(width));
    bySubject.keySet().forEach(s -> text.append("  %-8s".formatted(s.label())));
    rows.forEach(
        (id, verdicts) -> {
          text.append('\n').append(id).append(" ".repeat(width - id.length()));
          bySubject
              .keySet()
              .forEach(
                  s ->
                      text.append(
                          "  %-8s"
                              .formatted(
                                  verdicts.containsKey(s)
                                      ? verdicts.get(s).name().toLowerCase(Locale.ROOT)
                                      : "-")));
        });
    return text.append('\n').toString();
  }

  /** The last line: how many of each. */
  public static String counts(Collection<Result> results) {
    return "%d passed, %d failed, %d skipped"
        .formatted(
            count(results, Verdict.PASS),
            count(results, Verdict.FAIL),
            count(results, Verdict.SKIP));
  }

  /** How many results have this verdict. */
  public static long count(Collection<Result> results, Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
