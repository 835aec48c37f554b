package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Annotations;
import dev.miniworks.operator.workload.Claim;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.Outcome;
import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.Selector;
import dev.miniworks.operator.workload.Selectors;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what to do for a Deployment: which sets to claim, make, resize, and delete. */
public final class DeploymentPlanner {

  private static final DeploymentPlan NOTHING =
      new DeploymentPlan(List.of(), List.of(), Optional.empty());

  private static final DeploymentPlan SELECTING_ALL =
      new DeploymentPlan(
          List.of(),
          List.of(
              new EventDraft(
                  EventDraft.Type.WARNING,
                  "SelectingAll",
                  "The selector is empty and would take every pod there is; give it a label.")),
          Optional.empty());

  private DeploymentPlanner() {}

  /**
   * The plan for this snapshot: at most one kind of step, such as growing the current set or
   * shrinking old ones; what the step changes leads to the next plan. A Deployment whose selector
   * cannot be used is left alone.
   */
  public static DeploymentPlan plan(DeploymentSnapshot snapshot) {
    return Selectors.parse(snapshot.deployment().spec().getSelector())
        .map(selector -> selector.isEmpty() ? SELECTING_ALL : plan(snapshot, selector))
        .orElse(NOTHING);
  }

  private static DeploymentPlan plan(DeploymentSnapshot snapshot, Selector selector) {
    List<DeploymentAction> claims = claims(snapshot, selector);
    Rollout rollout = Rollout.of(snapshot, selector);
    // What is decided about a set has to be decided on the set as it is after the claim.
    DeploymentPlan plan = claims.isEmpty() ? steps(snapshot, rollout) : actions(claims);
    return new DeploymentPlan(
        plan.actions(),
        plan.events(),
        Progress.lookAgainAfter(
            snapshot, DeploymentStatuses.status(snapshot, plan, Outcome.DONE, rollout)));
  }

  private static List<DeploymentAction> claims(DeploymentSnapshot snapshot, Selector selector) {
    return snapshot.sets().stream()
        .flatMap(
            set ->
                switch (Claim.of(snapshot.deployment().meta(), selector, set.meta())) {
                  case ADOPT -> Stream.of(new DeploymentAction.AdoptSet(set));
                  case RELEASE -> Stream.of(new DeploymentAction.ReleaseSet(set));
                  case KEEP, IGNORE -> Stream.<DeploymentAction>empty();
                })
        .toList();
  }

  private static DeploymentPlan steps(DeploymentSnapshot snapshot, Rollout rollout) {
    return switch (Situation.of(snapshot, rollout)) {
      case DELETING, REJECTED -> NOTHING;
      case PAUSED -> paused(rollout);
      case ROLLING_BACK -> rollback(snapshot, rollout);
      case SCALING -> actions(updates(rollout, Scaling.scale(rollout)));
      case ROLLOUT ->
          rollout.recreates()
              ? recreate(snapshot, rollout)
              : rollingUpdate(template(snapshot), rollout);
    };
  }

  private static DeploymentPlan paused(Rollout rollout) {
    List<DeploymentAction> actions = new ArrayList<>(updates(rollout, Scaling.scale(rollout)));
    if (Rollback.wanted(rollout.deployment().meta()).isEmpty()) {
      actions.addAll(prune(rollout));
    }
    return actions(actions);
  }

  private static DeploymentPlan rollback(DeploymentSnapshot snapshot, Rollout rollout) {
    if (snapshot.template() instanceof TemplateVerdict.Accepted accepted
        && rollout.revisions().current().isEmpty()) {
      // The template to be left behind gets its place in the history first; under Recreate without
      // pods, which must not run beside the old ones.
      int size = rollout.recreates() ? 0 : CurrentSetStep.size(0, rollout);
      return actions(List.of(CurrentSetStep.create(rollout, accepted.template(), size)));
    }
    Rollback rollback =
        Rollback.of(rollout, Rollback.wanted(rollout.deployment().meta()).orElseThrow());
    List<DeploymentAction> actions = new ArrayList<>();
    current(rollout).flatMap(SetEdit::action).ifPresent(actions::add);
    actions.add(rollback.action());
    return new DeploymentPlan(
        List.copyOf(actions), rollback.warning().stream().toList(), Optional.empty());
  }

  private static DeploymentPlan rollingUpdate(PodTemplateSpec template, Rollout rollout) {
    Optional<ReplicaSetView> current = rollout.revisions().current();
    if (current.isEmpty()) {
      return actions(
          List.of(CurrentSetStep.create(rollout, template, CurrentSetStep.size(0, rollout))));
    }
    int present = current.get().replicas();
    int size = CurrentSetStep.size(present, rollout);
    return size != present
        ? actions(updates(rollout, List.of(rollout.resized(current.get(), size))))
        : settle(rollout, OldSetsStep.shrink(rollout));
  }

  private static DeploymentPlan recreate(DeploymentSnapshot snapshot, Rollout rollout) {
    List<SetEdit> emptied =
        rollout.revisions().old().stream()
            .filter(set -> set.replicas() > 0)
            .map(set -> rollout.resized(set, 0))
            .toList();
    if (!emptied.isEmpty() || oldPodsLeft(snapshot, rollout.revisions())) {
      return actions(updates(rollout, emptied));
    }
    Optional<ReplicaSetView> current = rollout.revisions().current();
    if (current.isEmpty()) {
      return actions(
          List.of(CurrentSetStep.create(rollout, template(snapshot), rollout.replicas())));
    }
    return settle(
        rollout,
        current
            .filter(set -> set.replicas() != rollout.replicas())
            .map(set -> List.of(rollout.resized(set, rollout.replicas())))
            .orElse(List.of()));
  }

  /** Pods being deleted count as well: Recreate promises that no two revisions run at once. */
  private static boolean oldPodsLeft(DeploymentSnapshot snapshot, Revisions revisions) {
    return revisions.old().stream()
        .anyMatch(
            set ->
                Counts.replicas(set) > 0
                    || snapshot.podsBySet().getOrDefault(set.meta().uid(), List.of()).stream()
                        .map(PodView::phase)
                        .anyMatch(phase -> !phase.terminal()));
  }

  /**
   * The last step of a rollout: the edits if there are any, else tidying up once it is complete.
   */
  private static DeploymentPlan settle(Rollout rollout, List<SetEdit> edits) {
    List<DeploymentAction> actions = new ArrayList<>(updates(rollout, edits));
    if (edits.isEmpty() && Counts.of(rollout.revisions()).complete(rollout.replicas())) {
      actions.addAll(prune(rollout));
    }
    return actions(actions);
  }

  private static List<DeploymentAction> prune(Rollout rollout) {
    return HistoryPruning.prune(
        rollout.revisions(), rollout.deployment().spec().getRevisionHistoryLimit());
  }

  /** The edits, with what the current set takes from the Deployment and gives it: its number. */
  private static List<DeploymentAction> updates(Rollout rollout, List<SetEdit> edits) {
    Stream<SetEdit> current =
        current(rollout).stream()
            .filter(synced -> edits.stream().noneMatch(edit -> edit.set().equals(synced.set())));
    return Stream.concat(
            Stream.concat(current, edits.stream()).flatMap(edit -> edit.action().stream()),
            renumbering(rollout).stream())
        .toList();
  }

  private static Optional<SetEdit> current(Rollout rollout) {
    return rollout.revisions().current().map(rollout::edit);
  }

  private static Optional<DeploymentAction> renumbering(Rollout rollout) {
    Map<String, String> annotations = rollout.deployment().meta().annotations();
    return current(rollout)
        .filter(
            set ->
                !set.annotations()
                    .get(Annotations.REVISION)
                    .equals(annotations.get(Annotations.REVISION)))
        .map(
            set ->
                new DeploymentAction.Annotate(
                    RevisionBook.forDeployment(rollout.deployment().meta(), set)));
  }

  private static PodTemplateSpec template(DeploymentSnapshot snapshot) {
    return ((TemplateVerdict.Accepted) snapshot.template()).template();
  }

  private static DeploymentPlan actions(List<DeploymentAction> actions) {
    return new DeploymentPlan(List.copyOf(actions), List.of(), Optional.empty());
  }
}
