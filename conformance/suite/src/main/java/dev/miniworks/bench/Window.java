package dev.miniworks.bench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A phase as it was observed.
 *
 * @param from right before the benchmark's request
 * @param done when a watch showed the end; empty for a phase that ends by time alone
 * @param entries all requests to the API server from the start until nothing was written any more
 * @param controller what the controller's process used; empty without a controller
 * @param apiServer what the API server used
 */
record Window(
    Phase phase,
    String namespace,
    Instant from,
    Optional<Instant> done,
    List<AuditEntry> entries,
    Optional<ProcessUsage> controller,
    ProcessUsage apiServer) {}
