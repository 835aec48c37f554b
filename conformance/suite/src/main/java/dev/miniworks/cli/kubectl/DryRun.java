package dev.miniworks.cli.kubectl;

import java.util.Map;

/** How far a change goes. */
enum DryRun {
  NONE("", Map.of()),
  /** Nothing is sent. */
  CLIENT(" (dry run)", Map.of()),
  /** Sent, judged, and not stored. */
  SERVER(" (server dry run)", Map.of("dryRun", "All"));

  private final String suffix;
  private final Map<String, String> query;

  DryRun(String suffix, Map<String, String> query) {
    this.suffix = suffix;
    this.query = query;
  }

  /** What follows a result in the output. */
  String suffix() {
    return suffix;
  }

  /** Parameters of the request. */
  Map<String, String> query() {
    return query;
  }

  /**
   * Reads the option's value.
   *
   * @throws CommandFailure when it is none of three
   */
  static DryRun of(String value) {
    return switch (value) {
      case "none" -> NONE;
      case "client" -> CLIENT;
      case "server" -> SERVER;
      default ->
          throw new CommandFailure(
              "Invalid dry-run value (%s). Must be \"none\", \"server\", or \"client\"."
                  .formatted(value));
    };
  }
}
