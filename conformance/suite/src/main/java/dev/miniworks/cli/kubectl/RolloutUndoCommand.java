package dev.miniworks.cli.kubectl;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollout undo}: goes back to an earlier revision. */
@Command(
    name = "undo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Goes back to an earlier revision: its template and annotations.")
final class RolloutUndoCommand implements Callable<Integer>, KubectlCommand {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  @Spec private CommandSpec spec;
  @Mixin private ObjectOptions objects;

  @Option(
      names = "--to-revision",
      paramLabel = "N",
      defaultValue = "0",
      description = "The revision to go back to; 0, the default, is the one before the newest.")
  private long revision;

  @Mixin private DryRunOption dryRun;
  @Mixin private ResultOptions result;
  @Mixin private Connection connection;

  @Override
  public Integer call() {
    return connection.run(spec, this::run);
  }

  private List<CommandFailure> run(Session session) {
    var targets = objects.targets();
    var output = result.output();
    var mode = dryRun.get();
    return session.each(targets, object -> undo(session, output, mode, object)).failures();
  }

  private void undo(Session session, Output output, DryRun mode, Resource object) {
    if (object.annotation(LAST_APPLIED).isPresent()) {
      session.warn(
          ("resource %s/%s was previously managed with 'kubectl apply'. Rolling back will not"
                  + " update the %s annotation, which may cause unexpected behavior on future"
                  + " 'kubectl apply' operations. Consider using 'kubectl apply' with your"
                  + " previous configuration file instead.")
              .formatted(object.kind().api().plural(), object.name(), LAST_APPLIED));
    }
    var target = Rollback.target(object, session.revisions(object, "rollbacker"), revision);
    var words =
        mode == DryRun.CLIENT
            ? TemplateDescription.ofRevision(target)
            : bringBack(session, mode, object, target);
    session.print(output.text(object, words + mode.suffix()));
  }

  private String bringBack(Session session, DryRun mode, Resource object, Resource target) {
    var patch = Rollback.patch(object, target, session.program());
    if (patch.isEmpty()) {
      return "skipped rollback (current template already matches revision %d)".formatted(revision);
    }
    try {
      session.patch(object, Api.PatchType.JSON, patch.get(), mode.query());
    } catch (CommandFailure refused) {
      throw new CommandFailure(
          "failed restoring revision %d: %s".formatted(revision, refused.reason()));
    }
    return "rolled back";
  }
}
