package dev.miniworks.suite.testing;

import dev.miniworks.suite.Change;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What controllers and nodes do to objects, in the words of a {@link Story}. */
public final class Samples {

  private Samples() {}

  /** The owner controls it, besides whoever did before. */
  public static Change<HasMetadata> ownedBy(HasMetadata owner) {
    return object -> {
      var owners = new ArrayList<>(object.getMetadata().getOwnerReferences());
      owners.add(
          new OwnerReferenceBuilder()
              .withKind(owner.getKind())
              .withName(owner.getMetadata().getName())
              .withUid(owner.getMetadata().getUid())
              .withController(true)
              .build());
      object.getMetadata().setOwnerReferences(owners);
    };
  }

  /** Nobody controls it. */
  public static Change<HasMetadata> released() {
    return object -> object.getMetadata().setOwnerReferences(List.of());
  }

  /** It bears this revision. */
  public static Change<HasMetadata> revision(long revision) {
    return annotated(Facts.REVISION, Long.toString(revision));
  }

  /** It bears the number of replicas that its Deployment wanted when it was last scaled. */
  public static Change<HasMetadata> desired(int replicas) {
    return annotated(Facts.DESIRED_REPLICAS, Integer.toString(replicas));
  }

  private static Change<HasMetadata> annotated(String key, String value) {
    return object -> {
      var annotations =
          new HashMap<>(Facts.orElse(object.getMetadata().getAnnotations(), Map.of()));
      annotations.put(key, value);
      object.getMetadata().setAnnotations(annotations);
    };
  }

  /** It runs, and is ready or not. */
  public static Change<Pod> running(boolean ready) {
    return pod ->
        pod.setStatus(
            new PodStatusBuilder()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .build());
  }

  /** It has ended for good. */
  public static Change<Pod> failed() {
    return pod -> pod.setStatus(new PodStatusBuilder().withPhase("Failed").build());
  }

  /** Its status counts so many pods, all labelled, so many ready and available. */
  public static Change<ReplicaSet> counts(int replicas, int ready) {
    return set -> {
      var status = Facts.orElse(set.getStatus(), new ReplicaSetStatus());
      status.setReplicas(replicas);
      status.setFullyLabeledReplicas(replicas);
      status.setReadyReplicas(ready);
      status.setAvailableReplicas(ready);
      status.setObservedGeneration(set.getMetadata().getGeneration());
      set.setStatus(status);
    };
  }

  /** Its status counts so many pods, so many of the latest template, ready and available. */
  public static Change<Deployment> counts(int replicas, int updated, int ready, int unavailable) {
    return deployment -> {
      var status = Facts.orElse(deployment.getStatus(), new DeploymentStatus());
      status.setReplicas(replicas);
      status.setUpdatedReplicas(updated);
      status.setReadyReplicas(ready);
      status.setAvailableReplicas(ready);
      status.setUnavailableReplicas(unavailable);
      status.setObservedGeneration(deployment.getMetadata().getGeneration());
      deployment.setStatus(status);
    };
  }

  /** Its status says which generation it is about, and nothing else. */
  public static Change<Deployment> observes(long generation) {
    return deployment -> {
      var status = new DeploymentStatus();
      status.setObservedGeneration(generation);
      deployment.setStatus(status);
    };
  }

  /** Its only condition is this. */
  public static Change<Deployment> available(boolean available, String since) {
    return deployment -> {
      var status = Facts.orElse(deployment.getStatus(), new DeploymentStatus());
      status.setConditions(
          List.of(
              new DeploymentConditionBuilder()
                  .withType("Available")
                  .withStatus(available ? "True" : "False")
                  .withLastTransitionTime(since)
                  .build()));
      deployment.setStatus(status);
    };
  }
}
