package dev.miniworks.operator.replicaset;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do for a set.
 *
 * @param actions in this order; claims (adopt, release) come first and a failed one stops the rest
 * @param lookAgainAfter when time alone will change the answer
 */
public record ReplicaSetPlan(List<ReplicaSetAction> actions, Optional<Duration> lookAgainAfter) {}
