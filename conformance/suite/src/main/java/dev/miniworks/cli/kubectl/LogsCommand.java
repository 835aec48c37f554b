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

/** {@code logs}: prints the logs of a workload's pod. The options are kubectl's own. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the logs of a workload's pod, the longest ready one, by kubectl logs.")
public final class LogsCommand implements Callable<Integer>, KubectlCommand {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TYPE/NAME", arity = "0..*", description = "The workload, or a pod.")
  private List<String> arguments = List.of();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is still to come.")
  Boolean follow;

  @Option(
      names = {"-p", "--previous"},
      description = "Of the container's instance before its restart.")
  Boolean previous;

  @Option(
      names = {"-c", "--container"},
      paramLabel = "NAME",
      description = "Of this container.")
  Optional<String> container;

  @Option(names = "--all-containers", description = "Of all containers.")
  Boolean allContainers;

  @Option(names = "--all-pods", description = "Of all pods, each line with its pod.")
  Boolean allPods;

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "QUERY",
      description = "Of all pods whose labels match.")
  Optional<String> selector;

  @Option(names = "--tail", paramLabel = "LINES", description = "Only the last lines.")
  Optional<String> tail;

  @Option(names = "--since", paramLabel = "TIME", description = "Only what is newer, as in 5m.")
  Optional<String> since;

  @Option(
      names = "--since-time",
      paramLabel = "DATE",
      description = "Only what is newer (RFC 3339).")
  Optional<String> sinceTime;

  @Option(names = "--timestamps", description = "Put the time before each line.")
  Boolean timestamps;

  @Option(names = "--prefix", description = "Put pod and container before each line.")
  Boolean prefix;

  @Option(names = "--limit-bytes", paramLabel = "BYTES", description = "At most this much.")
  Optional<String> limitBytes;

  @Option(
      names = "--max-log-requests",
      paramLabel = "N",
      description = "At most so many logs at a time.")
  Optional<String> maxLogRequests;

  @Option(names = "--ignore-errors", description = "Go on where one of several logs fails.")
  Boolean ignoreErrors;

  @Option(
      names = "--pod-running-timeout",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = GoDuration.class,
      description = "How long to wait for a pod. Default: ${DEFAULT-VALUE}.")
  private Duration patience;

  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return PodCommands.run(spec, connection, PodRanking.LOGS, patience, arguments);
  }
}
