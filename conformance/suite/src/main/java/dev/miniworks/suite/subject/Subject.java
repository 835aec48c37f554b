package dev.miniworks.suite.subject;

import dev.miniworks.api.Miniworks;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whose behaviour a run looks at. */
public enum Subject {
  /** The built-in kinds under the cluster's own controllers: the oracle. */
  NATIVE(Scenarios.WORKLOADS, builtIn()),
  /** The mini kinds under the operator. */
  MINI(Scenarios.WORKLOADS, mini()),
  /** The built-in kinds under the operator, with the cluster's own controllers switched off. */
  TAKEOVER(Scenarios.WORKLOADS, builtIn()),
  /** The API server itself, whatever runs behind it. */
  API(Scenarios.API, Map.of());

  private final String scenarios;
  private final Map<Kind, WireKind> kinds;

  Subject(String scenarios, Map<Kind, WireKind> kinds) {
    this.scenarios = scenarios;
    this.kinds = kinds;
  }

  /** The package of the scenarios that judge it. */
  public String scenarios() {
    return scenarios;
  }

  /** The abstract kinds that this subject has, and what they are called there. */
  public Map<Kind, WireKind> kinds() {
    return Map.copyOf(kinds);
  }

  /** What the kind is called in this subject; empty when it has none of the sort. */
  public Optional<WireKind> wire(Kind kind) {
    return Optional.ofNullable(kinds.get(kind));
  }

  /** Whether the operator does the work. */
  public boolean needsOperator() {
    return this == MINI || this == TAKEOVER;
  }

  /** Whether the cluster's own workload controllers are to work beside it. */
  public boolean leavesWorkloadControllersOn() {
    return this == NATIVE || this == MINI;
  }

  /** The family of kinds that the operator is told to run for this subject. */
  public String operatorFamily() {
    return this == MINI ? "mini" : "native";
  }

  /** The name on the command line and in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Map<Kind, WireKind> builtIn() {
    var kinds = new EnumMap<Kind, WireKind>(Kind.class);
    kinds.put(Kind.POD, new WireKind("", "v1", "Pod", "pods"));
    kinds.put(Kind.REPLICA_SET, new WireKind("apps", "v1", "ReplicaSet", "replicasets"));
    kinds.put(Kind.DEPLOYMENT, new WireKind("apps", "v1", "Deployment", "deployments"));
    kinds.put(
        Kind.REPLICATION_CONTROLLER,
        new WireKind("", "v1", "ReplicationController", "replicationcontrollers"));
    return kinds;
  }

  private static Map<Kind, WireKind> mini() {
    var kinds = new EnumMap<Kind, WireKind>(Kind.class);
    kinds.put(Kind.POD, new WireKind("", "v1", "Pod", "pods"));
    kinds.put(Kind.REPLICA_SET, miniKind("MiniReplicaSet", "minireplicasets"));
    kinds.put(Kind.DEPLOYMENT, miniKind("MiniDeployment", "minideployments"));
    return kinds;
  }

  private static final class Scenarios {
    private static final String WORKLOADS = "dev.miniworks.suite.scenarios";
    private static final String API = "dev.miniworks.suite.api.scenarios";
  }

  private static WireKind miniKind(String kind, String plural) {
    return new WireKind(Miniworks.GROUP, Miniworks.VERSION, kind, plural);
  }
}
