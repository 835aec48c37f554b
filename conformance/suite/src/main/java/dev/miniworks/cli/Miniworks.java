package dev.miniworks.cli;

import dev.miniworks.cli.kubectl.Mini;
import dev.miniworks.operator.app.OperatorCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: one command for each thing that Miniworks does. */
@Command(
    name = "miniworks",
    description = "Workload controllers for Kubernetes, and the suite that proves how they behave.",
    mixinStandardHelpOptions = true,
    version = "miniworks 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND")
public final class Miniworks implements Runnable {

  /** Every command there is, besides those of kubectl. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          TryCommand.class,
          OperatorCommand.class,
          ConformanceCommand.class,
          BenchCommand.class,
          CrdsCommand.class);

  @Spec private CommandSpec spec;

  /** Runs a command; ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    var line = new CommandLine(new Miniworks());
    COMMANDS.forEach(line::addSubcommand);
    return Mini.addTo(line).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
