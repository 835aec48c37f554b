package dev.miniworks.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.bench.Machine;
import dev.miniworks.bench.api.Outcome.Cannot;
import dev.miniworks.bench.api.Outcome.Measured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiTablesTest {

  private static final Machine MACHINE = new Machine("CPU", 2, 4, "Linux", "JVM", 0.5, "v1");

  @Test
  void comparesTheMockWithEachOtherServerOnItsOwnTerms() {
    var markdown =
        ApiTables.markdown(
            results(
                figures(Contender.MOCK, Row.GET_P50, new Measured(0.5)),
                figures(Contender.MOCK_TLS, Row.GET_P50, new Measured(1)),
                figures(Contender.CRUD, Row.GET_P50, new Measured(2)),
                figures(Contender.REAL, Row.GET_P50, new Measured(0.9))));
    assertThat(markdown)
        .contains(
            "| get a pod, one after another: p50, ms | 0.50 | 1.00 | 2.00 | 0.90"
                + " | 4.00 × | **0.90 ×** |");
  }

  @Test
  void moreIsBetterOfRates() {
    var markdown =
        ApiTables.markdown(
            results(
                figures(Contender.MOCK, Row.GET_RATE, new Measured(3000)),
                figures(Contender.CRUD, Row.GET_RATE, new Measured(100))));
    assertThat(markdown).contains("| get, 32 in flight: pods/s | 3000 | 100 | 30 × |");
  }

  @Test
  void saysWhatAServerDoesInsteadAndComparesNothingWithIt() {
    var crud =
        new ServerFigures(
            Contender.CRUD,
            "v1",
            Map.of(Row.LIST_FIELD_OF_MANY, new Cannot("wrong: finds 0 of 10")),
            Map.of(Ability.DRY_RUN, "stores the object"));
    var markdown =
        ApiTables.markdown(
            results(figures(Contender.MOCK, Row.LIST_FIELD_OF_MANY, new Measured(1)), crud));
    assertThat(markdown)
        .contains("| list 10 of 10,000 pods by field: p50, ms | 1.00 | wrong: finds 0 of 10 | – |")
        .contains("| dry run | yes | stores the object |");
  }

  @Test
  void takesMediansOverTheRunsAndForgivesNoFailure() {
    assertThat(Outcome.median(List.of(new Measured(1), new Measured(5), new Measured(2))))
        .isEqualTo(new Measured(2));
    assertThat(Outcome.median(List.of(new Measured(1), new Cannot("wrong"))))
        .isEqualTo(new Cannot("wrong"));
  }

  private static ServerFigures figures(Contender contender, Row row, Outcome outcome) {
    return new ServerFigures(contender, "v1", Map.of(row, outcome), Map.of());
  }

  private static ApiResults results(ServerFigures... servers) {
    return new ApiResults("today", MACHINE, 10_000, 1, List.of(servers));
  }
}
