package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.DeploymentView;
import dev.miniworks.operator.workload.Labels;
import dev.miniworks.operator.workload.Names;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.Templates;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The step of a rollout that makes the set of the current template, or lets it grow. */
final class CurrentSetStep {

  private CurrentSetStep() {}

  /**
   * The set for a template that has none yet.
   *
   * @param template with every default written out
   */
  static DeploymentAction create(Rollout rollout, PodTemplateSpec template, int size) {
    DeploymentView deployment = rollout.deployment();
    String hash = Templates.hash(template, collisions(deployment.status()));
    String name = Names.replicaSet(deployment.meta().name(), hash);
    PodTemplateSpec labelled = Templates.withHashLabel(template, hash);
    return new DeploymentAction.CreateSet(
        name,
        Map.copyOf(Templates.labels(labelled)),
        RevisionBook.forNewSet(deployment.meta(), rollout.revisions().old(), rollout.bounds()),
        selector(deployment.spec().getSelector(), hash),
        labelled,
        size,
        minReadySeconds(deployment),
        size > 0 ? Optional.of(SetEdit.scalingEvent(name, 0, size)) : Optional.empty());
  }

  /** The current set with the Deployment's annotations, revision number and minReadySeconds. */
  static SetEdit synced(Rollout rollout, ReplicaSetView current) {
    return new SetEdit(
        current,
        current.replicas(),
        minReadySeconds(rollout.deployment()),
        RevisionBook.forCurrentSet(
            rollout.deployment().meta(), current, rollout.revisions().old()));
  }

  /**
   * The size the current set may have now: as much of the surge as the other sets leave, but no
   * more than the wanted replicas.
   *
   * @param present its size so far
   */
  static int size(int present, Rollout rollout) {
    if (present >= rollout.replicas()) {
      return rollout.replicas();
    }
    int room = rollout.bounds().maxTotal() - rollout.revisions().wantedInAll();
    return room <= 0 ? present : Math.min(present + room, rollout.replicas());
  }

  private static LabelSelector selector(LabelSelector selector, String hash) {
    return new LabelSelectorBuilder(selector)
        .addToMatchLabels(Labels.POD_TEMPLATE_HASH, hash)
        .build();
  }

  private static OptionalInt collisions(DeploymentStatus status) {
    return status == null || status.getCollisionCount() == null
        ? OptionalInt.empty()
        : OptionalInt.of(status.getCollisionCount());
  }

  private static int minReadySeconds(DeploymentView deployment) {
    Integer seconds = deployment.spec().getMinReadySeconds();
    return seconds == null ? 0 : seconds;
  }
}
