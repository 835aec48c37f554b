package dev.miniworks.operator.replicaset;

import dev.miniworks.operator.workload.PodView;
import dev.miniworks.operator.workload.ReplicaSetView;
import dev.miniworks.operator.workload.TemplateVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the decision about a set may look at.
 *
 * @param pods the namespace's pods that the set controls, and those without a controller
 * @param siblingPodsPerNode active pods on each node over all sets with the same controller,
 *     including this one (deletion ranking, semantics 1.4 rule 5)
 * @param template the API server's verdict on the template; empty when it was not asked, because no
 *     pod has to be made or the family's templates were judged when they were stored
 */
public record ReplicaSetSnapshot(
    ReplicaSetView set,
    List<PodView> pods,
    Map<String, Integer> siblingPodsPerNode,
    Optional<TemplateVerdict> template,
    Instant now) {}
