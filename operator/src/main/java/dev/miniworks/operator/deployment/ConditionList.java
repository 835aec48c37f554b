package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.Conditions;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Deployment's conditions, at most one of a type. Immutable; every change makes a new list.
 *
 * @param now the time that a condition bears when it is set
 */
record ConditionList(List<DeploymentCondition> conditions, Instant now) {

  ConditionList {
    conditions = List.copyOf(conditions);
  }

  Optional<DeploymentCondition> find(String type) {
    return Conditions.find(conditions, DeploymentCondition::getType, type);
  }

  /** Whether the condition stands for this reason. */
  boolean has(String type, String reason) {
    return find(type).filter(condition -> reason.equals(condition.getReason())).isPresent();
  }

  ConditionList without(String type) {
    return new ConditionList(
        Conditions.without(conditions, DeploymentCondition::getType, type), now);
  }

  /** Sets a condition; one of the same status and reason stays as it is, times and words too. */
  ConditionList with(String type, String status, String reason, String message) {
    boolean stands =
        has(type, reason) && find(type).filter(c -> status.equals(c.getStatus())).isPresent();
    return stands ? this : withFresh(type, status, reason, message);
  }

  /** Sets a condition anew; only the time of transition is kept while the status is the same. */
  ConditionList withFresh(String type, String status, String reason, String message) {
    String time = Conditions.time(now);
    return replaced(
        new DeploymentConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .withLastUpdateTime(time)
            .withLastTransitionTime(
                find(type)
                    .filter(condition -> status.equals(condition.getStatus()))
                    .map(DeploymentCondition::getLastTransitionTime)
                    .orElse(time))
            .build());
  }

  /** Takes over a condition with the times it has; one of the same status and reason stays. */
  ConditionList withCopy(DeploymentCondition copy) {
    Optional<DeploymentCondition> standing =
        find(copy.getType()).filter(c -> copy.getStatus().equals(c.getStatus()));
    if (standing.filter(c -> copy.getReason().equals(c.getReason())).isPresent()) {
      return this;
    }
    return replaced(
        standing
            .map(c -> copy.edit().withLastTransitionTime(c.getLastTransitionTime()).build())
            .orElse(copy));
  }

  private ConditionList replaced(DeploymentCondition condition) {
    return new ConditionList(
        Conditions.with(conditions, DeploymentCondition::getType, condition), now);
  }
}
