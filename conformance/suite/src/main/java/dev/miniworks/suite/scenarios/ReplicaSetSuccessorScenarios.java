package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.ReplicaSets.filled;
import static dev.miniworks.suite.ReplicaSets.replicaSet;
import static dev.miniworks.suite.ReplicaSets.size;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.util.stream.IntStream;

/** A ReplicaSet made under the name of one just deleted is served like any other. */
final class ReplicaSetSuccessorScenarios {

  /** Enough that some are deleted while their first pass is under way, some before it. */
  private static final int NAMES = 12;

  @Scenario(
      id = "replicaset.successor.at-once",
      proves = "ReplicaSets deleted and made again at once under the same names are filled")
  void atOnce(World world) {
    var sets = world.replicaSets();
    for (var n = 0; n < NAMES; n++) {
      sets.create(replicaSet("set-" + n, size(1)));
      sets.delete("set-" + n, DeletionPropagation.BACKGROUND);
      sets.create(replicaSet("set-" + n, size(1)));
    }
    IntStream.range(0, NAMES).forEach(n -> sets.await("set-" + n, filled(1)));
  }
}
