package dev.miniworks.cli;

import dev.miniworks.bench.GeneratedSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a benchmark says how far it is, and what becomes of its figures. */
final class BenchOutput {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "A Markdown file whose generated section takes the tables as well.")
  private Optional<Path> into;

  /**
   * The section that is to take the tables, found before anything is measured.
   *
   * @param command that writes it
   * @throws ParameterException when the file is missing or has no such section
   */
  Optional<GeneratedSection> section(String command) throws IOException {
    try {
      return into.isPresent()
          ? Optional.of(GeneratedSection.of(into.get(), command))
          : Optional.empty();
    } catch (IllegalArgumentException | NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), into.get() + ": " + e.getMessage(), e);
    }
  }

  /** Says what happens, on the error output. */
  void progress(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** Keeps tables and figures in the report, and shows the tables. */
  void write(Path report, String tables, String figures, Optional<GeneratedSection> section)
      throws IOException {
    Files.writeString(report.resolve("tables.md"), tables);
    Files.writeString(report.resolve("figures.json"), figures);
    if (section.isPresent()) {
      section.get().write(tables);
    }
    spec.commandLine().getOut().print(tables);
    spec.commandLine().getOut().flush();
  }
}
