package dev.miniworks.cli.kubectl;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollout history}: lists revisions, or shows one. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the revisions that can be gone back to, or shows one of them.")
final class RolloutHistoryCommand implements Callable<Integer>, KubectlCommand {

  @Spec private CommandSpec spec;
  @Mixin private ObjectOptions objects;

  @Option(
      names = "--revision",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show the pod template of this revision.")
  private long revision;

  @Mixin private ResultOptions result;
  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return connection.run(spec, this::run);
  }

  private List<CommandFailure> run(Session session) {
    var targets = objects.targets();
    var output = result.output();
    if (revision < 0) {
      throw new CommandFailure("revision must be a positive integer: " + revision);
    }
    return session.each(targets, object -> show(session, output, object)).failures();
  }

  private void show(Session session, Output output, Resource object) {
    var revisions = session.revisions(object, "history viewer");
    if (revision > 0) {
      var set =
          revisions
              .numbered(revision)
              .orElseThrow(() -> new CommandFailure("unable to find the specified revision"));
      session.print(
          output == Output.WORDS
              ? output.text(
                  object,
                  "with revision #%d\n%s".formatted(revision, TemplateDescription.ofRevision(set)))
              : output.text(set, ""));
    } else if (output == Output.WORDS) {
      session.print(output.text(object, "\n" + revisions.table()));
    } else {
      revisions.byNumber().values().forEach(set -> session.print(output.text(set, "")));
    }
  }
}
