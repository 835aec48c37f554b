package dev.miniworks.suite.report;

import dev.miniworks.suite.Arena;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Keeps what is needed to understand a failure, before the scenario's namespace goes. */
public final class Evidence {

  private static final int LOG_TAIL = 64 * 1024;

  private Evidence() {}

  /** Writes it all into the scenario's folder among the failures. */
  public static void keep(Arena arena, Scenario scenario, World world, Throwable failure) {
    var folder = arena.report().resolve("failures").resolve(scenario.id());
    var history = world.history();
    var end = history.end();
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
      Files.writeString(folder.resolve("history.txt"), history.render());
      Files.writeString(
          folder.resolve("objects.yaml"),
          end.objects().stream().map(Serialization::asYaml).collect(Collectors.joining()));
      Files.writeString(
          folder.resolve("events.txt"),
          world.events().stream()
              .map(
                  e ->
                      "%s %s %s/%s x%s: %s%n"
                          .formatted(
                              e.getType(),
                              e.getReason(),
                              e.getInvolvedObject().getKind(),
                              e.getInvolvedObject().getName(),
                              e.getCount(),
                              e.getMessage()))
              .collect(Collectors.joining()));
      for (var log : world.operatorLogs()) {
        Files.write(folder.resolve(log.getFileName()), tail(Files.readAllBytes(log)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] tail(byte[] log) {
    return Arrays.copyOfRange(log, Math.max(0, log.length - LOG_TAIL), log.length);
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
