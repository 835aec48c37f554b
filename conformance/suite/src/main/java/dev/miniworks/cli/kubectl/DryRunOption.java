package dev.miniworks.cli.kubectl;

import picocli.CommandLine.Option;

/** How far a change goes. */
final class DryRunOption {

  @Option(
      names = "--dry-run",
      paramLabel = "none|client|server",
      defaultValue = "none",
      description =
          "client: show what would be changed, send nothing; server: send it, but do not store it.")
  private String value;

  /**
   * What was asked for.
   *
   * @throws CommandFailure when it is none of three
   */
  DryRun get() {
    return DryRun.of(value);
  }
}
