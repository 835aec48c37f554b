package dev.miniworks.cli.kubectl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code set}: changes one thing of a workload. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Changes one thing of a workload.",
    subcommands = SetImageCommand.class)
public final class SetCommand implements Runnable, KubectlCommand {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? " + spec.subcommands().keySet());
  }
}
