package dev.miniworks.cli.kubectl;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kubectl mini}: the commands of this package alone, as a plugin of kubectl. */
@Command(
    name = "kubectl mini",
    mixinStandardHelpOptions = true,
    version = "miniworks 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    description = "What kubectl does for built-in workloads, for mini workloads.")
public final class Mini implements Runnable, KubectlCommand {

  private static final List<Class<?>> COMMANDS =
      List.of(
          RolloutCommand.class,
          SetCommand.class,
          LogsCommand.class,
          ExecCommand.class,
          PortForwardCommand.class);

  @Spec private CommandSpec spec;

  /** Runs a command; ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(addTo(new CommandLine(new Mini())).execute(arguments));
  }

  /** Adds the commands to a command line. */
  public static CommandLine addTo(CommandLine line) {
    COMMANDS.forEach(line::addSubcommand);
    return Failures.over(line);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? " + spec.subcommands().keySet());
  }
}
