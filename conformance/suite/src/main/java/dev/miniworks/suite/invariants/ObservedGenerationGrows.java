package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Facts;
import dev.miniworks.suite.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A status never claims to have seen the future, nor forgets what it has seen. */
final class ObservedGenerationGrows implements Invariant {

  @Override
  public String rule() {
    return "observedGeneration never falls and never passes the generation";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    history.replay(
        step -> {
          var entry = step.entry();
          if (step.ownDoing()) {
            return;
          }
          var now = Facts.observedGeneration(entry.object());
          var before = step.before().map(Facts::observedGeneration).orElse(0L);
          var generation = Facts.orElse(entry.object().getMetadata().getGeneration(), now);
          if (now < before || now > generation) {
            violations.add(
                new Violation(
                    "%s reports generation %d after %d; its generation is %d"
                        .formatted(entry.name(), now, before, generation),
                    history.slice(entry, Set.of(entry.uid()))));
          }
        });
    return violations;
  }
}
