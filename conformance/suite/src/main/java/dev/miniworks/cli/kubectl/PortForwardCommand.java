package dev.miniworks.cli.kubectl;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code port-forward}: leads local ports into a workload's pod. The options are kubectl's own. */
@Command(
    name = "port-forward",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Leads local ports into a workload's pod, by kubectl port-forward.")
public final class PortForwardCommand implements Callable<Integer>, KubectlCommand {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TYPE/NAME [LOCAL:]REMOTE",
      arity = "0..*",
      description = "The workload, or a pod; then the ports.")
  private List<String> arguments = List.of();

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "Where to listen; several separated by commas. Default: localhost.")
  Optional<String> address;

  @Option(
      names = "--pod-running-timeout",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = GoDuration.class,
      description = "How long to wait for a pod. Default: ${DEFAULT-VALUE}.")
  private Duration patience;

  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return PodCommands.run(spec, connection, PodRanking.CONNECT, patience, arguments);
  }
}
