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

/** {@code exec}: runs a program in a workload's pod. The options are kubectl's own. */
@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs a program in a workload's pod, by kubectl exec.")
public final class ExecCommand implements Callable<Integer>, KubectlCommand {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TYPE/NAME -- PROGRAM",
      arity = "0..*",
      description = "The workload, or a pod; then the program with its arguments.")
  private List<String> arguments = List.of();

  @Option(
      names = {"-c", "--container"},
      paramLabel = "NAME",
      description = "In this container.")
  Optional<String> container;

  @Option(
      names = {"-i", "--stdin"},
      description = "Give it what comes in here.")
  Boolean stdin;

  @Option(
      names = {"-t", "--tty"},
      description = "Give it this terminal.")
  Boolean tty;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but what it prints.")
  Boolean quiet;

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
