package dev.miniworks.suite.api;

import dev.miniworks.suite.Arena;
import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Timeouts;
import java.nio.file.Path;
import java.util.Set;

/**
 * What all scenarios of a run share that look at the API server itself.
 *
 * @param gadgets the custom resource that most scenarios about custom resources use
 * @param leftovers take what need not go before the end
 */
public record ApiArena(
    Server server,
    Gadgets gadgets,
    Leftovers leftovers,
    Set<Capability> capabilities,
    Timeouts timeouts,
    Path report,
    String again)
    implements Arena {

  @Override
  public Api open(String prefix) {
    return Api.open(this, prefix);
  }
}
