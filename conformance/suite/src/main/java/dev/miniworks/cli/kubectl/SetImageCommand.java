package dev.miniworks.cli.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code set image}: gives containers of a template new images. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Gives containers of a pod template new images.")
final class SetImageCommand implements Callable<Integer>, KubectlCommand {

  private static final String MANAGER = "kubectl-set";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TYPE/NAME CONTAINER=IMAGE",
      arity = "0..*",
      description = "The objects, then the images; * means every container.")
  private List<String> arguments = List.of();

  @Option(names = "--all", description = "Every object of the type.")
  private boolean all;

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "QUERY",
      description = "Every object of the type whose labels match.")
  private Optional<String> selector;

  @Mixin private DryRunOption dryRun;
  @Mixin private ResultOptions result;
  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return connection.run(spec, this::run);
  }

  private List<CommandFailure> run(Session session) {
    var parsed = ImageChange.Arguments.of(arguments);
    if (all && selector.isPresent()) {
      throw new CommandFailure("cannot set --all and --selector at the same time");
    }
    var targets = Targets.of(parsed.targets(), selector);
    if (targets instanceof Targets.Every && !all && selector.isEmpty()) {
      throw new CommandFailure("resource(s) were provided, but no name was specified");
    }
    var output = result.output();
    var mode = dryRun.get();
    var failures = new ArrayList<CommandFailure>();
    for (var object : session.all(targets)) {
      parsed.change().unknownIn(object).stream()
          .map(name -> "error: unable to find container named \"%s\"".formatted(name))
          .map(CommandFailure::new)
          .forEach(failures::add);
      try {
        change(session, object, parsed.change(), output, mode);
      } catch (CommandFailure failure) {
        failures.add(failure);
      }
    }
    return failures;
  }

  private static void change(
      Session session, Resource object, ImageChange change, Output output, DryRun mode) {
    var patch = change.patch(object);
    if (patch.isEmpty()) {
      return;
    }
    var changed =
        mode == DryRun.CLIENT ? change.applied(object) : sent(session, object, patch, mode);
    session.print(output.text(changed, "image updated" + mode.suffix()));
  }

  private static Resource sent(Session session, Resource object, JsonNode patch, DryRun mode) {
    var query = new LinkedHashMap<>(mode.query());
    query.put("fieldManager", MANAGER);
    try {
      return session.patch(object, Api.PatchType.JSON, patch, query);
    } catch (CommandFailure refused) {
      throw new CommandFailure("failed to patch image update to pod template: " + refused.reason());
    }
  }
}
