package dev.miniworks.suite.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.Selection;
import dev.miniworks.suite.Suite;
import dev.miniworks.suite.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keeps the scenarios' ids in order, and their list in the documentation true. */
class ApiScenariosTest {

  private static final Path PAGE = Path.of("../../docs/api-scenarios.md");

  private static final List<Scenario> SCENARIOS =
      new Suite(Subject.API.scenarios(), new Selection(Optional.empty(), Optional.empty()), 1)
          .scenarios();

  @Test
  void everyIdIsThereOnce() {
    assertThat(SCENARIOS)
        .hasSizeGreaterThan(80)
        .extracting(Scenario::id)
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(id).matches("api\\.[a-z]+\\.[a-z0-9-]+"));
  }

  @Test
  void thePageListsThemAll() throws IOException {
    var rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `api.")).toList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            SCENARIOS.stream().map(s -> "| `%s` | %s |".formatted(s.id(), s.proves())).toList());
  }
}
