package dev.miniworks.suite.subject;

import dev.miniworks.api.Miniworks;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whose behaviour a run looks at. */
public enum Subject {
  /** The built-in kinds under the cluster's own controllers: the oracle. */
  NATIVE(builtIn()),
  /** The mini kinds under the operator. */
  MINI(mini()),
  /** The built-in kinds under the operator, with the cluster's own controllers switched off. */
  TAKEOVER(builtIn());

  private final Map<Kind, WireKind> kinds;

  Subject(Map<Kind, WireKind> kinds) {
    this.kinds = kinds;
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
    return this != NATIVE;
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

  private static WireKind miniKind(String kind, String plural) {
    return new WireKind(Miniworks.GROUP, Miniworks.VERSION, kind, plural);
  }
}
