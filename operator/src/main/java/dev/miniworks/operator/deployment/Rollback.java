package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.Meta;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.Templates;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes back to an earlier revision when the Deployment's annotation {@value
 * Annotations#ROLLBACK_TO} asks for it, so that a plain {@code kubectl annotate} is enough.
 *
 * @param action restores the template, or only clears the annotation when there is nothing to do
 * @param warning why there was nothing to do
 */
record Rollback(DeploymentAction action, Optional<EventDraft> warning) {

  private static final String REASON = "DeploymentRollback";

  /** The revision asked for, 0 for the one before the current; empty when none is. */
  static OptionalLong wanted(Meta deployment) {
    try {
      return OptionalLong.of(Long.parseLong(deployment.annotations().get(Annotations.ROLLBACK_TO)));
    } catch (NumberFormatException none) {
      return OptionalLong.empty();
    }
  }

  static Rollback of(Rollout rollout, long wanted) {
    DeploymentView deployment = rollout.deployment();
    Revisions revisions = rollout.revisions();
    long revision = wanted == 0 ? RevisionBook.highest(revisions.old()) : wanted;
    if (revision == 0) {
      return nothing(deployment, "RevisionNotFound", "There is no earlier revision to go back to.");
    }
    Optional<ReplicaSetView> target =
        revisions.all().stream()
            .filter(set -> RevisionBook.revision(set.meta()).equals(OptionalLong.of(revision)))
            .findFirst();
    if (target.isEmpty()) {
      return nothing(
          deployment,
          "RevisionNotFound",
          "There is no revision %d to go back to.".formatted(revision));
    }
    PodTemplateSpec template = target.get().spec().getTemplate();
    if (revisions.current().filter(set -> sameTemplate(set, template)).isPresent()) {
      return nothing(
          deployment,
          "TemplateUnchanged",
          "Revision %d has the template that the Deployment has already.".formatted(revision));
    }
    return new Rollback(
        new DeploymentAction.RestoreTemplate(
            Templates.withoutHashLabel(template),
            RevisionBook.restored(deployment.meta(), target.get()),
            Optional.of(
                new EventDraft(
                    EventDraft.Type.NORMAL,
                    REASON,
                    "Went back to revision %d.".formatted(revision)))),
        Optional.empty());
  }

  private static boolean sameTemplate(ReplicaSetView set, PodTemplateSpec template) {
    return Templates.sameIgnoringHash(set.spec().getTemplate(), template);
  }

  private static Rollback nothing(DeploymentView deployment, String why, String message) {
    Map<String, String> cleared = new HashMap<>(deployment.meta().annotations());
    cleared.remove(Annotations.ROLLBACK_TO);
    return new Rollback(
        new DeploymentAction.Annotate(Map.copyOf(cleared)),
        Optional.of(new EventDraft(EventDraft.Type.WARNING, REASON + why, message)));
  }
}
