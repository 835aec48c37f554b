package dev.miniworks.cli.kubectl;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs kubectl itself, in this terminal. Streams, terminals and ports it handles better than we
 * would; all it lacks is to know which pods belong to a mini kind.
 */
final class KubectlProgram {

  private static final String NAME = "kubectl";

  private KubectlProgram() {}

  /**
   * Runs it to its end.
   *
   * @return its exit code
   * @throws CommandFailure when there is none
   */
  static int run(List<String> arguments) {
    try {
      var process =
          new ProcessBuilder(Stream.concat(Stream.of(NAME), arguments.stream()).toList())
              .inheritIO()
              .start();
      // Ctrl-C reaches both; a signal to this process alone would leave kubectl behind.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "kubectl"));
      return process.waitFor();
    } catch (IOException e) {
      throw new CommandFailure(
          "no kubectl on the PATH: the pod's streams and ports are left to it (%s)"
              .formatted(Refusal.root(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }
}
