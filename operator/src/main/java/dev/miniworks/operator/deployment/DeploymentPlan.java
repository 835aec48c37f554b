package dev.miniworks.operator.deployment;

import dev.miniworks.operator.workload.EventDraft;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do for a Deployment.
 *
 * @param actions in this order; a failed one stops the rest
 * @param events to record whatever becomes of the actions
 * @param lookAgainAfter when time alone will change the answer
 */
public record DeploymentPlan(
    List<DeploymentAction> actions, List<EventDraft> events, Optional<Duration> lookAgainAfter) {}
