package dev.miniworks.cli.kubectl;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollout status}: waits until a rollout is done. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows how far a rollout is, and waits until it is done.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the rollout is done, or --watch=false",
      "1:it has exceeded its progress deadline, the timeout has passed, or anything else",
      "130:stopped by Ctrl-C"
    })
final class RolloutStatusCommand implements Callable<Integer>, KubectlCommand {

  @Spec private CommandSpec spec;
  @Mixin private ObjectOptions objects;

  @Option(
      names = {"-w", "--watch"},
      paramLabel = "true|false",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = "Wait until the rollout is done. Default: true.")
  private boolean watch;

  @Option(
      names = "--revision",
      paramLabel = "N",
      defaultValue = "0",
      description = "Fail when another revision than this is rolled out.")
  private long revision;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "0",
      converter = GoDuration.class,
      description = "How long to wait, as in 90s or 5m; 0 for ever.")
  private Duration timeout;

  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return connection.run(spec, this::run);
  }

  private List<CommandFailure> run(Session session) {
    var targets = objects.targets();
    if (revision < 0) {
      throw new CommandFailure("revision must be a positive integer: " + revision);
    }
    return session.eachOfSome(targets, object -> follow(session, object));
  }

  private void follow(Session session, Resource object) {
    if (object.kind().revisions().isEmpty()) {
      throw new CommandFailure(
          "no status viewer has been implemented for " + object.kind().groupKind());
    }
    session
        .api()
        .follow(
            object.kind().api().path(object.namespace()),
            Map.of("fieldSelector", "metadata.name=" + object.name()),
            Deadline.in(timeout),
            event -> seen(session, object.kind(), event));
  }

  /** Returns whether there is nothing left to wait for. */
  private boolean seen(Session session, Kind kind, Api.Event event) {
    if (event.deleted()) {
      throw new CommandFailure("object has been deleted");
    }
    var progress = RolloutProgress.of(new Resource(kind, event.object()), revision);
    session.print(progress.words() + "\n");
    return progress.done() || !watch;
  }
}
