package dev.miniworks.suite.invariants;

import dev.miniworks.suite.history.Action;
import dev.miniworks.suite.history.History;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * No write leaves an object as it was. The API server itself drops a write without any difference;
 * one that touches only the bookkeeping gets through and is found here.
 */
final class NoEmptyWrite implements Invariant {

  private final KubernetesSerialization json = new KubernetesSerialization();

  @Override
  public String rule() {
    return "every write changes something";
  }

  @Override
  public List<Violation> check(History history) {
    var violations = new ArrayList<Violation>();
    history.replay(
        step -> {
          var entry = step.entry();
          if (entry.action() != Action.MODIFIED || step.ownDoing()) {
            return;
          }
          step.before()
              .filter(before -> substance(before).equals(substance(entry.object())))
              .ifPresent(
                  before ->
                      violations.add(
                          new Violation(
                              entry.name() + " was written without a difference",
                              history.slice(entry, Set.of(entry.uid())))));
        });
    return violations;
  }

  private HasMetadata substance(HasMetadata object) {
    var copy = json.clone(object);
    copy.getMetadata().setManagedFields(List.of());
    copy.getMetadata().setResourceVersion("");
    return copy;
  }
}
