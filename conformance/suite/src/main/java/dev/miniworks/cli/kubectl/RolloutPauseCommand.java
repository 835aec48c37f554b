package dev.miniworks.cli.kubectl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rollout pause}: stops a rollout where it is. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Stops a rollout where it is, so that several changes become one revision.")
final class RolloutPauseCommand implements Callable<Integer>, KubectlCommand {

  @Spec private CommandSpec spec;
  @Mixin private ObjectOptions objects;
  @Mixin private ResultOptions result;
  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return connection.run(
        spec, session -> RolloutChange.pause().run(session, objects.targets(), result.output()));
  }
}
