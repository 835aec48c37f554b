package dev.miniworks.operator.app;

/** The operator cannot start; the message is one line that says why and what to do. */
public final class StartupException extends RuntimeException {

  private final ExitCode exitCode;

  StartupException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  StartupException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** As which the process ends for it. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
