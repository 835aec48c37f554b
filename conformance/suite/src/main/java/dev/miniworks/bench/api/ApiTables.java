package dev.miniworks.bench.api;

import static java.util.stream.Collectors.joining;

import dev.miniworks.bench.api.Outcome.Cannot;
import dev.miniworks.bench.api.Outcome.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes down how API servers did, as Markdown. Pure. */
public final class ApiTables {

  private static final String NOTHING = "–";

  /** What is compared: the first, as many times as good as the second. */
  private record Comparison(Contender one, Contender other) {

    String title() {
      return one.title() + " : " + other.title();
    }
  }

  private static final List<Comparison> COMPARISONS =
      List.of(
          new Comparison(Contender.MOCK, Contender.CRUD),
          new Comparison(Contender.MOCK_TLS, Contender.REAL));

  private final ApiResults results;

  private ApiTables(ApiResults results) {
    this.results = results;
  }

  /** All tables. */
  public static String markdown(ApiResults results) {
    var tables = new ApiTables(results);
    return Stream.of(tables.conditions(), tables.speed(), tables.abilities())
        .collect(joining("\n"));
  }

  private String conditions() {
    var machine = results.machine();
    return """
        Measured on %s: %s. %s, %d cores, %d GiB, %s, %s, Kubernetes %s; load before the start %s.
        """
        .formatted(
            results.date(),
            results.runs() == 1 ? "one run" : "medians of " + results.runs() + " runs",
            machine.cpu(),
            machine.cores(),
            machine.memory(),
            machine.system(),
            machine.java(),
            machine.kubernetes(),
            number(machine.load(), 2));
  }

  private String speed() {
    var comparisons =
        COMPARISONS.stream()
            .filter(pair -> results.contenders().containsAll(List.of(pair.one(), pair.other())))
            .toList();
    var header = header("what");
    comparisons.forEach(pair -> header.add(pair.title()));
    var rows =
        Arrays.stream(Row.values())
            .map(
                row ->
                    Stream.of(
                            Stream.of(row.title(results.pods())),
                            results.contenders().stream().map(contender -> cell(contender, row)),
                            comparisons.stream().map(pair -> times(pair, row)))
                        .flatMap(cells -> cells)
                        .toList())
            .toList();
    return table(header, rows);
  }

  private String abilities() {
    var rows =
        Arrays.stream(Ability.values())
            .map(
                ability ->
                    Stream.concat(
                            Stream.of(ability.title()),
                            results.contenders().stream()
                                .map(contender -> results.flaw(contender, ability).orElse("yes")))
                        .toList())
            .toList();
    return table(header("can it"), rows);
  }

  private List<String> header(String first) {
    var header = new ArrayList<>(List.of(first));
    results.contenders().forEach(contender -> header.add(contender.title()));
    return header;
  }

  private String cell(Contender contender, Row row) {
    return results
        .median(contender, row)
        .map(
            outcome ->
                outcome instanceof Measured measured
                    ? number(measured.value(), row.digits())
                    : ((Cannot) outcome).why())
        .orElse(NOTHING);
  }

  private String times(Comparison pair, Row row) {
    return results.median(pair.one(), row).orElse(null) instanceof Measured one
            && results.median(pair.other(), row).orElse(null) instanceof Measured other
        ? factor(row.times(one.value(), other.value()))
        : NOTHING;
  }

  /** Bold where the first is behind. */
  private static String factor(double times) {
    var text = number(times, times < 10 ? 2 : 0) + " ×";
    return times < 1 ? "**" + text + "**" : text;
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
