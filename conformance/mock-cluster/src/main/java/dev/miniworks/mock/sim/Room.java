package dev.miniworks.mock.sim;

import dev.miniworks.mock.sim.Placement.Objection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Whether a node has room for one more pod. */
final class Room {

  private Room() {}

  /** What there is too little of, in the scheduler's words. */
  static List<Objection> lacking(PodInfo pod, NodeInfo node) {
    List<Objection> lacking = new ArrayList<>();
    BigDecimal count = BigDecimal.valueOf(node.pods().size() + 1L);
    if (count.compareTo(node.allocatable("pods")) > 0) {
      lacking.add(new Objection("Too many pods", true));
    }
    pod.requests()
        .forEach(
            (resource, wanted) -> {
              BigDecimal total = wanted.add(node.used(resource));
              if (total.compareTo(node.allocatable(resource)) > 0) {
                boolean fitsAlone = wanted.compareTo(node.allocatable(resource)) <= 0;
                lacking.add(new Objection("Insufficient " + resource, fitsAlone));
              }
            });
    return lacking;
  }
}
