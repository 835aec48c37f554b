package dev.miniworks.mock.sim;

import dev.miniworks.mock.api.Actor;
import java.util.List;

/** As whom the simulated parts ask: under the names of the real ones. */
final class Actors {

  private static final String EVERYONE = "system:authenticated";

  private Actors() {}

  static Actor scheduler() {
    return new Actor("system:kube-scheduler", List.of(EVERYONE), "kube-scheduler");
  }

  static Actor kubelet(String node) {
    return new Actor("system:node:" + node, List.of("system:nodes", EVERYONE), "kubelet");
  }

  /** One of those that the controller manager runs, each with its own service account. */
  static Actor controller(String name) {
    return new Actor(
        "system:serviceaccount:kube-system:" + name,
        List.of("system:serviceaccounts", "system:serviceaccounts:kube-system", EVERYONE),
        "kube-controller-manager");
  }

  /** Whoever sets the machines up. */
  static Actor administrator() {
    return new Actor("kubernetes-admin", List.of("system:masters", EVERYONE), "mock-cluster");
  }
}
