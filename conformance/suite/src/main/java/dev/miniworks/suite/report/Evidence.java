package dev.miniworks.suite.report;

import dev.miniworks.suite.Arena;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Keeps what is needed to understand a failure, before the scenario's namespace goes. */
public final class Evidence {

  private Evidence() {}

  /** Writes it all into the scenario's folder among the failures. */
  public static void keep(Arena arena, Scenario scenario, Stage stage, Throwable failure) {
    var folder = arena.report().resolve("failures").resolve(scenario.id());
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("failure.txt"),
          "%s%n%s%n%nRun just this again:%n  %s --focus '^%s$'%n%n%s"
              .formatted(
                  scenario.id(),
                  scenario.proves(),
                  arena.again(),
                  scenario.id().replace(".", "\\."),
                  stackTrace(failure)));
      for (var file : stage.evidence().entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
