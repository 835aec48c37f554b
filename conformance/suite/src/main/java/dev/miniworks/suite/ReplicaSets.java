package dev.miniworks.suite;

import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;

/** The sets of the scenarios: how they are built, changed and what is expected of them. */
public final class ReplicaSets {

  private ReplicaSets() {}

  /** A set of one replica. */
  @SafeVarargs
  public static ReplicaSet replicaSet(String name, Change<ReplicaSet>... changes) {
    var set =
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels(Templates.APP, name)
            .endMetadata()
            .withNewSpec()
            .withNewSelector()
            .addToMatchLabels(Templates.APP, name)
            .endSelector()
            .withTemplate(Templates.podTemplate(name))
            .endSpec()
            .build();
    for (var change : changes) {
      change.to(set);
    }
    return set;
  }

  /** A pod of nobody, that the selector of the app's set matches. */
  @SafeVarargs
  public static Pod pod(String name, String app, Change<PodTemplateSpec>... changes) {
    var template = Templates.podTemplate(app, changes);
    template.getMetadata().setName(name);
    return new PodBuilder()
        .withMetadata(template.getMetadata())
        .withSpec(template.getSpec())
        .build();
  }

  /** How many pods are wanted. */
  public static Change<ReplicaSet> size(int replicas) {
    return set -> set.getSpec().setReplicas(replicas);
  }

  /** Changes of the pod template. */
  @SafeVarargs
  public static Change<ReplicaSet> podsWith(Change<PodTemplateSpec>... changes) {
    return set -> {
      for (var change : changes) {
        change.to(set.getSpec().getTemplate());
      }
    };
  }

  /** Seconds a pod has to be ready before it is available. */
  public static Change<ReplicaSet> availableAfter(int seconds) {
    return set -> set.getSpec().setMinReadySeconds(seconds);
  }

  /** It has this many pods, all ready and available, and its latest spec was seen. */
  public static Expectation<ReplicaSet> filled(int count) {
    return new Expectation<>(
        "have %d replicas, all available".formatted(count),
        set ->
            set.getStatus() != null
                && Facts.orElse(set.getStatus().getReplicas(), 0) == count
                && Facts.orElse(set.getStatus().getReadyReplicas(), 0) == count
                && Facts.available(set) == count
                && Facts.observedGeneration(set) >= set.getMetadata().getGeneration());
  }

  /** It has this many pods, of which so many are ready. */
  public static Expectation<ReplicaSet> counting(int replicas, int ready) {
    return new Expectation<>(
        "have %d replicas, %d ready".formatted(replicas, ready),
        set ->
            set.getStatus() != null
                && Facts.orElse(set.getStatus().getReplicas(), 0) == replicas
                && Facts.orElse(set.getStatus().getReadyReplicas(), 0) == ready
                && Facts.observedGeneration(set) >= set.getMetadata().getGeneration());
  }

  /** A condition has this status and reason. */
  public static Expectation<ReplicaSet> reports(String type, String status, String reason) {
    return new Expectation<>(
        "have %s=%s (%s)".formatted(type, status, reason),
        set ->
            Facts.condition(set, type)
                .filter(c -> c.status().equals(status) && c.reason().equals(reason))
                .isPresent());
  }

  /** There is no condition of this type. */
  public static Expectation<ReplicaSet> doesNotReport(String type) {
    return new Expectation<>(
        "have no condition " + type, set -> Facts.condition(set, type).isEmpty());
  }
}
