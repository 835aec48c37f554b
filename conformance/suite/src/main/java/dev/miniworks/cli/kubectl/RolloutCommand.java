package dev.miniworks.cli.kubectl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rollout}: looks after the rollout of a workload. */
@Command(
    name = "rollout",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows and steers the rollout of a MiniDeployment or Deployment.",
    subcommands = {
      RolloutStatusCommand.class,
      RolloutHistoryCommand.class,
      RolloutUndoCommand.class,
      RolloutPauseCommand.class,
      RolloutResumeCommand.class,
      RolloutRestartCommand.class
    })
public final class RolloutCommand implements Runnable, KubectlCommand {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? " + spec.subcommands().keySet());
  }
}
