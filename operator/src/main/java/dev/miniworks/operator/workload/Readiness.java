package dev.miniworks.operator.workload;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Adds to a status what only Miniworks' own kinds say: the conditions Ready, Reconciling and
 * Stalled that GitOps tools wait for, {@code miniworks.ready} for the READY column, and the {@code
 * selector} that autoscalers read.
 */
public final class Readiness {

  private static final String BLOCK = "miniworks";
  private static final String SELECTOR = "selector";

  /** Reasons of a Progressing condition that a user has to do something about. */
  private static final Set<String> STALLING =
      Set.of("ProgressDeadlineExceeded", Conditions.INVALID_TEMPLATE);

  private Readiness() {}

  /**
   * The status of a MiniDeployment; its counters say 0, where native leaves them out, for columns.
   */
  public static DeploymentStatus decorate(
      DeploymentStatus status, DeploymentView deployment, Instant now) {
    int wanted = Objects.requireNonNullElse(deployment.spec().getReplicas(), 1);
    Verdict verdict = verdict(status, deployment, wanted);
    return new DeploymentStatusBuilder(status)
        .withReplicas(orZero(status.getReplicas()))
        .withUpdatedReplicas(orZero(status.getUpdatedReplicas()))
        .withReadyReplicas(orZero(status.getReadyReplicas()))
        .withAvailableReplicas(orZero(status.getAvailableReplicas()))
        .withConditions(DEPLOYMENT.stating(verdict, status.getConditions(), now))
        .addToAdditionalProperties(
            extras(
                status.getAdditionalProperties(),
                orZero(status.getReadyReplicas()),
                wanted,
                deployment.spec().getSelector()))
        .build();
  }

  /** The status of a MiniReplicaSet; its counters say 0 as well. */
  public static ReplicaSetStatus decorate(
      ReplicaSetStatus status, ReplicaSetView set, Instant now) {
    return new ReplicaSetStatusBuilder(status)
        .withReplicas(orZero(status.getReplicas()))
        .withReadyReplicas(orZero(status.getReadyReplicas()))
        .withAvailableReplicas(orZero(status.getAvailableReplicas()))
        .withConditions(REPLICA_SET.stating(verdict(status, set), status.getConditions(), now))
        .addToAdditionalProperties(
            extras(
                status.getAdditionalProperties(),
                orZero(status.getReadyReplicas()),
                set.replicas(),
                set.spec().getSelector()))
        .build();
  }

  private static Verdict verdict(DeploymentStatus status, DeploymentView deployment, int wanted) {
    Optional<DeploymentCondition> progressing =
        Conditions.find(status.getConditions(), DeploymentCondition::getType, "Progressing");
    Optional<Verdict> stalled =
        progressing
            .filter(condition -> STALLING.contains(condition.getReason()))
            .map(c -> new Verdict(State.STALLED, c.getReason(), c.getMessage()));
    boolean settled =
        Objects.requireNonNullElse(status.getObservedGeneration(), 0L)
                >= deployment.meta().generation()
            && orZero(status.getUpdatedReplicas()) == wanted
            && orZero(status.getReplicas()) == wanted
            && orZero(status.getAvailableReplicas()) == wanted;
    return stalled.orElseGet(
        () ->
            settled
                ? Verdict.READY
                : progressing
                    .filter(condition -> !Conditions.TRUE.equals(condition.getStatus()))
                    .map(c -> new Verdict(State.RECONCILING, c.getReason(), c.getMessage()))
                    .orElse(Verdict.RECONCILING));
  }

  private static Verdict verdict(ReplicaSetStatus status, ReplicaSetView set) {
    Optional<ReplicaSetCondition> failure =
        Conditions.find(
            status.getConditions(), ReplicaSetCondition::getType, Conditions.REPLICA_FAILURE);
    boolean settled =
        Objects.requireNonNullElse(status.getObservedGeneration(), 0L) >= set.meta().generation()
            && orZero(status.getReplicas()) == set.replicas()
            && orZero(status.getAvailableReplicas()) == set.replicas();
    return failure
        .map(
            c ->
                new Verdict(
                    STALLING.contains(c.getReason()) ? State.STALLED : State.RECONCILING,
                    c.getReason(),
                    c.getMessage()))
        .orElse(settled ? Verdict.READY : Verdict.RECONCILING);
  }

  /** What a kind of condition consists of, and how one is made. */
  private record Shape<C>(
      Function<C, String> type,
      Function<C, String> status,
      Function<C, String> since,
      BiFunction<Statement, String, C> make) {

    /** The conditions with the verdict's in place; a time of transition is kept with its status. */
    List<C> stating(Verdict verdict, List<C> conditions, Instant now) {
      List<C> all = new ArrayList<>(conditions);
      for (Statement statement : verdict.statements()) {
        Optional<C> standing = Conditions.find(all, type, statement.type());
        String transition =
            standing
                .filter(condition -> statement.status().equals(status.apply(condition)))
                .map(since)
                .orElse(Conditions.time(now));
        C next = make.apply(statement, transition);
        standing.ifPresentOrElse(
            condition -> all.set(all.indexOf(condition), next), () -> all.add(next));
      }
      return all;
    }
  }

  private static final Shape<DeploymentCondition> DEPLOYMENT =
      new Shape<>(
          DeploymentCondition::getType,
          DeploymentCondition::getStatus,
          DeploymentCondition::getLastTransitionTime,
          (statement, since) ->
              new DeploymentConditionBuilder()
                  .withType(statement.type())
                  .withStatus(statement.status())
                  .withReason(statement.reason())
                  .withMessage(statement.message())
                  .withLastTransitionTime(since)
                  .build());

  private static final Shape<ReplicaSetCondition> REPLICA_SET =
      new Shape<>(
          ReplicaSetCondition::getType,
          ReplicaSetCondition::getStatus,
          ReplicaSetCondition::getLastTransitionTime,
          (statement, since) ->
              new ReplicaSetConditionBuilder()
                  .withType(statement.type())
                  .withStatus(statement.status())
                  .withReason(statement.reason())
                  .withMessage(statement.message())
                  .withLastTransitionTime(since)
                  .build());

  private static Map<String, Object> extras(
      Map<String, Object> present, int ready, int wanted, LabelSelector selector) {
    Map<String, Object> block = new HashMap<>();
    if (present.get(BLOCK) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> block.put(String.valueOf(key), value));
    }
    block.put("ready", ready + "/" + wanted);
    return Map.of(
        BLOCK, block, SELECTOR, Selectors.parse(selector).map(Selector::asString).orElse(""));
  }

  private static int orZero(Integer count) {
    return Objects.requireNonNullElse(count, 0);
  }

  private enum State {
    READY,
    RECONCILING,
    STALLED
  }

  /** One condition to be. */
  private record Statement(String type, String status, String reason, String message) {}

  private record Verdict(State state, String reason, String message) {

    static final Verdict READY =
        new Verdict(State.READY, "Settled", "All replicas are up to date and available.");

    static final Verdict RECONCILING =
        new Verdict(
            State.RECONCILING, "InProgress", "Not all replicas are up to date and available yet.");

    List<Statement> statements() {
      return List.of(
          statement("Ready", State.READY),
          statement("Reconciling", State.RECONCILING),
          statement("Stalled", State.STALLED));
    }

    private Statement statement(String type, State wanted) {
      return new Statement(
          type, state == wanted ? Conditions.TRUE : Conditions.FALSE, reason, message);
    }
  }
}
