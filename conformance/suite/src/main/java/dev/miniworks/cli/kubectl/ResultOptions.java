package dev.miniworks.cli.kubectl;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How the result of a command is shown. */
final class ResultOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "name|json|yaml",
      description = "Show the objects instead of words.")
  private Optional<String> format;

  /**
   * The format.
   *
   * @throws CommandFailure when there is no such format
   */
  Output output() {
    return Output.of(format);
  }
}
