package dev.miniworks.bench;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes results down as Markdown, medians over the runs. Pure. */
public final class Tables {

  private static final String NOTHING = "–";

  private static final List<Phase> TIMED =
      List.of(Phase.CREATE, Phase.UPDATE, Phase.REPLACE, Phase.ZERO);

  private static final List<Figure> COLUMNS =
      List.of(
          Figure.WALL,
          Figure.LAST_STATUS,
          Figure.LAST_POST,
          Figure.LAST_DELETE,
          Figure.REACTION_P50,
          Figure.REACTION_P99,
          Figure.EVENTS_SEEN,
          Figure.WRITES_PER_POD,
          Figure.EVENT_WRITES_PER_POD,
          Figure.REFUSED,
          Figure.CONTROLLER_CPU,
          Figure.API_SERVER_CPU);

  private final Results results;

  private Tables(Results results) {
    this.results = results;
  }

  /** All tables. */
  public static String markdown(Results results) {
    var tables = new Tables(results);
    return Stream.of(
            Stream.of(tables.conditions(), tables.goals()),
            TIMED.stream().map(tables::phase),
            Stream.of(tables.processes(), tables.requests()))
        .flatMap(part -> part)
        .collect(joining("\n"));
  }

  private String conditions() {
    var machine = results.machine();
    var settings = results.settings();
    return """
        Measured on %s: %d replicas, %s. %s, %d cores, %d GiB, %s, %s, Kubernetes %s; load before \
        the start %s.
        """
        .formatted(
            results.date(),
            settings.replicas(),
            settings.runs() == 1 ? "one run" : "medians of " + settings.runs() + " runs",
            machine.cpu(),
            machine.cores(),
            machine.memory(),
            machine.system(),
            machine.java(),
            machine.kubernetes(),
            number(machine.load(), 2));
  }

  private String goals() {
    var contenders =
        results.settings().contenders().stream().filter(Contender::runsOperator).toList();
    var header = new ArrayList<>(List.of("goal"));
    contenders.forEach(contender -> header.add(contender.label()));
    var rows =
        Goal.all().stream()
            .map(
                goal ->
                    Stream.concat(
                            Stream.of(goal.title()),
                            contenders.stream()
                                .map(
                                    contender ->
                                        goal.judge(results, contender)
                                            .map(Tables::verdict)
                                            .orElse(NOTHING)))
                        .toList())
            .toList();
    return contenders.isEmpty() ? "" : "### Goals\n\n" + table(header, rows);
  }

  private static String verdict(Goal.Verdict verdict) {
    return "%s: %s, limit %s"
        .formatted(
            verdict.met() ? "met" : "**missed**",
            number(verdict.value(), verdict.digits()),
            number(verdict.limit(), verdict.digits()));
  }

  private String phase(Phase phase) {
    var columns =
        COLUMNS.stream()
            .filter(
                figure ->
                    contenders()
                        .anyMatch(
                            contender ->
                                Arrays.stream(Warmth.values())
                                    .anyMatch(
                                        warmth ->
                                            results
                                                .median(contender, warmth, phase, figure)
                                                .isPresent())))
            .toList();
    var header = new ArrayList<>(List.of("who"));
    columns.forEach(figure -> header.add(figure.title()));
    var rows =
        contenders()
            .flatMap(
                contender ->
                    Arrays.stream(Warmth.values())
                        .filter(
                            warmth ->
                                results.figures(contender, warmth, phase).findAny().isPresent())
                        .map(
                            warmth ->
                                Stream.concat(
                                        Stream.of(contender.label() + ", " + warmth.label()),
                                        columns.stream()
                                            .map(figure -> cell(contender, warmth, phase, figure)))
                                    .toList()))
            .toList();
    return "### %s%n%n%s.%n%n%s"
        .formatted(phase.title(), sentence(phase.meaning()), table(header, rows));
  }

  private String cell(Contender contender, Warmth warmth, Phase phase, Figure figure) {
    var values = results.values(contender, warmth, phase, figure);
    var median = text(Statistics.median(values), figure.digits());
    if (figure != Figure.WALL || values.size() < 2) {
      return median;
    }
    return "%s (%s to %s)"
        .formatted(
            median,
            text(values.stream().mapToDouble(v -> v).min(), figure.digits()),
            text(values.stream().mapToDouble(v -> v).max(), figure.digits()));
  }

  private String processes() {
    var rows =
        contenders()
            .filter(contender -> contender != Contender.FLOOR)
            .map(
                contender ->
                    List.of(
                        contender.label(),
                        text(
                            results.median(contender, Warmth.COLD, Phase.ZERO, Figure.PEAK_RSS), 0),
                        text(
                            results.median(contender, Warmth.WARM, Phase.ZERO, Figure.PEAK_RSS), 0),
                        text(results.median(contender, Warmth.WARM, Phase.REST, Figure.WRITES), 0),
                        text(
                            results.median(
                                contender, Warmth.WARM, Phase.REST, Figure.CONTROLLER_CPU),
                            2)))
            .toList();
    return "### Memory, and rest\n\n"
        + table(
            List.of(
                "who",
                "peak RSS MiB, first pass",
                "peak RSS MiB, both passes",
                "writes in %d s at rest".formatted(results.settings().restSeconds()),
                "CPU s in that time"),
            rows);
  }

  private String requests() {
    var contenders = contenders().filter(contender -> contender != Contender.FLOOR).toList();
    var header = new ArrayList<>(List.of("phase", "request"));
    contenders.forEach(contender -> header.add(contender.label()));
    var rows = new ArrayList<List<String>>();
    for (var phase : Phase.values()) {
      var kinds = new TreeSet<String>();
      contenders.forEach(
          contender ->
              results
                  .figures(contender, Warmth.WARM, phase)
                  .forEach(figures -> kinds.addAll(figures.requests().keySet())));
      for (var kind : kinds) {
        var row = new ArrayList<>(List.of(phase.label(), kind));
        contenders.forEach(contender -> row.add(count(contender, phase, kind)));
        rows.add(row);
      }
    }
    return "### Requests by verb and resource, warm\n\n" + table(header, rows);
  }

  private String count(Contender contender, Phase phase, String request) {
    var counts =
        results
            .figures(contender, Warmth.WARM, phase)
            .map(figures -> (double) figures.requests().getOrDefault(request, 0))
            .toList();
    return text(Statistics.median(counts), 0);
  }

  private Stream<Contender> contenders() {
    return results.settings().contenders().stream();
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String text(OptionalDouble value, int digits) {
    return value.isPresent() ? number(value.getAsDouble(), digits) : NOTHING;
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String table(List<String> header, List<List<String>> rows) {
    var rule = header.stream().map(cell -> cell.equals(header.get(0)) ? "---" : "---:").toList();
    return Stream.concat(Stream.of(header, rule), rows.stream())
        .map(cells -> "| " + String.join(" | ", cells) + " |\n")
        .collect(joining());
  }
}
