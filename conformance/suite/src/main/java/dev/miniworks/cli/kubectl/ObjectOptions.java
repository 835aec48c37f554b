package dev.miniworks.cli.kubectl;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which objects a rollout command is about. */
final class ObjectOptions {

  @Parameters(
      paramLabel = "TYPE/NAME | TYPE NAME",
      arity = "0..*",
      description = "The objects; TYPE alone means every object of it.")
  private List<String> arguments = List.of();

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "QUERY",
      description = "Only objects whose labels match, as in app=web,tier!=cache.")
  private Optional<String> selector;

  /**
   * The objects.
   *
   * @throws CommandFailure when none are named, or the arguments make no sense
   */
  Targets targets() {
    if (arguments.isEmpty()) {
      throw new CommandFailure("required resource not specified");
    }
    return Targets.of(arguments, selector);
  }
}
