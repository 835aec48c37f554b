package dev.miniworks.bench;

import dev.miniworks.suite.cluster.Installation;
import dev.miniworks.suite.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whose speed is measured, and under which conditions. */
public enum Contender {
  /** No controller at all: the benchmark itself posts the pods. Nobody can be faster than this. */
  FLOOR(Optional.empty(), Limits.LIFTED, Set.of(Lab.USER)),
  /** The mini kinds under the operator; the built-in controllers run beside it, as they would. */
  MINI(Optional.of(Subject.MINI), Limits.LIFTED, Set.of(Installation.USER)),
  /** The built-in kinds under the operator, the cluster's own controllers off. */
  TAKEOVER(Optional.of(Subject.TAKEOVER), Limits.LIFTED, Set.of(Installation.USER)),
  /** The built-in kinds under the cluster's own controllers, without their client limits. */
  NATIVE(Optional.of(Subject.NATIVE), Limits.LIFTED, Users.NATIVE),
  /** The same with the limits that a cluster has by default. */
  NATIVE_DEFAULT(Optional.of(Subject.NATIVE), Limits.DEFAULT, Users.NATIVE);

  private final Optional<Subject> subject;
  private final Limits limits;
  private final Set<String> users;

  Contender(Optional<Subject> subject, Limits limits, Set<String> users) {
    this.subject = subject;
    this.limits = limits;
    this.users = users;
  }

  /** Those that a run with these subjects compares, in the order of their runs. */
  public static List<Contender> of(List<Subject> subjects) {
    var contenders = new ArrayList<Contender>();
    for (var contender : values()) {
      if (contender.subject.map(subjects::contains).orElse(true)) {
        contenders.add(contender);
      }
    }
    return List.copyOf(contenders);
  }

  /** The subject that it is; empty for the floor. */
  public Optional<Subject> subject() {
    return subject;
  }

  /** Whether the operator does the work. */
  public boolean runsOperator() {
    return subject.map(Subject::needsOperator).orElse(false);
  }

  /** The users in whose name its requests arrive. */
  public Set<String> users() {
    return users;
  }

  /** What the controller manager is started with, beyond the flags that every start has. */
  public List<String> controllerManagerFlags() {
    var flags = new ArrayList<String>();
    if (limits == Limits.LIFTED) {
      flags.addAll(Lab.LIFTED_LIMITS);
    }
    if (this == TAKEOVER) {
      flags.add(
          "--controllers=*,-deployment-controller,-replicaset-controller,"
              + "-replicationcontroller-controller");
    }
    return List.copyOf(flags);
  }

  /** The name in tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private enum Limits {
    LIFTED,
    DEFAULT
  }

  /** The controllers of the controller manager have a user each. */
  private static final class Users {
    private static final Set<String> NATIVE =
        Set.of(
            "system:serviceaccount:kube-system:deployment-controller",
            "system:serviceaccount:kube-system:replicaset-controller");
  }
}
