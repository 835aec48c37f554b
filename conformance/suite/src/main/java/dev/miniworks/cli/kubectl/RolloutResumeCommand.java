package dev.miniworks.cli.kubectl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rollout resume}: lets a paused rollout go on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lets a paused rollout go on.")
final class RolloutResumeCommand implements Callable<Integer>, KubectlCommand {

  @Spec private CommandSpec spec;
  @Mixin private ObjectOptions objects;
  @Mixin private ResultOptions result;
  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return connection.run(
        spec, session -> RolloutChange.resume().run(session, objects.targets(), result.output()));
  }
}
