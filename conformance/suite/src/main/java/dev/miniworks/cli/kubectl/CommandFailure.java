package dev.miniworks.cli.kubectl;

import java.util.List;

/** Why a command failed, in the words that kubectl would use. */
final class CommandFailure extends RuntimeException {

  private static final String PREFIX = "error: ";

  private final boolean standsAlone;
  private final String reason;

  /** With a reason that gets {@code error: } in front when it is the only one. */
  CommandFailure(String message) {
    this(message, message, false);
  }

  private CommandFailure(String message, String reason, boolean standsAlone) {
    super(message);
    this.reason = reason;
    this.standsAlone = standsAlone;
  }

  /** With a whole sentence, printed as it is. */
  static CommandFailure sentence(String message) {
    return new CommandFailure(message, message, true);
  }

  /** What the API server refused. */
  static CommandFailure ofServer(String reason, String message) {
    var kind = reason.isEmpty() ? "" : " (" + reason + ")";
    return new CommandFailure("Error from server%s: %s".formatted(kind, message), message, true);
  }

  /** Why, without who says it: for a message that says what was tried. */
  String reason() {
    return reason;
  }

  /** What is printed for one failure or several, in kubectl's manner. */
  static List<String> lines(List<CommandFailure> failures) {
    return failures.size() == 1
        ? List.of(failures.get(0).line())
        : failures.stream().map(Throwable::getMessage).distinct().toList();
  }

  private String line() {
    return standsAlone || getMessage().startsWith(PREFIX) ? getMessage() : PREFIX + getMessage();
  }
}
