package dev.miniworks.cli.kubectl;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rollout restart}: replaces all pods. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Replaces all pods by new ones of the same kind, as a rollout does.")
final class RolloutRestartCommand implements Callable<Integer>, KubectlCommand {

  @Spec private CommandSpec spec;
  @Mixin private ObjectOptions objects;
  @Mixin private ResultOptions result;
  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return connection.run(
        spec,
        session ->
            RolloutChange.restart(Clock.systemDefaultZone())
                .run(session, objects.targets(), result.output()));
  }
}
