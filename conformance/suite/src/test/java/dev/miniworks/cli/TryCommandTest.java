package dev.miniworks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Whoever cannot have the tour learns why in one line, and by the exit code. */
class TryCommandTest {

  private static final String HOME = "miniworks.home";

  private final StringWriter errors = new StringWriter();
  private String home;

  @BeforeEach
  void remember() {
    home = System.getProperty(HOME);
  }

  @AfterEach
  void restore() {
    if (home == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, home);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--nodes=0, '--nodes must lie between 1 and 1000, not 0'",
    "--port=65536, '--port must lie between 0 and 65535, not 65536'"
  })
  void boundsItsOptions(String option, String why) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(errors.toString().lines()).startsWith(why);
  }

  @Test
  void needsTheExamples(@TempDir Path elsewhere) {
    System.setProperty(HOME, elsewhere.toString());
    assertThat(run()).isEqualTo(3);
    assertThat(errors.toString().lines())
        .containsExactly(
            "Cannot read %s, which the tour is about: git checkout examples"
                .formatted(elsewhere.resolve("examples/web.yaml")));
  }

  private int run(String... options) {
    return new CommandLine(new TryCommand()).setErr(new PrintWriter(errors, true)).execute(options);
  }
}
