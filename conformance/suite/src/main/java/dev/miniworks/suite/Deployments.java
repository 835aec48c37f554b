package dev.miniworks.suite;

import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;

/** The Deployments of the scenarios: how they are built, changed and what is expected of them. */
public final class Deployments {

  private Deployments() {}

  /** A Deployment of one replica. */
  @SafeVarargs
  public static Deployment deployment(String name, Change<Deployment>... changes) {
    var deployment =
        new DeploymentBuilder()
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
      change.to(deployment);
    }
    return deployment;
  }

  /** How many pods are wanted. */
  public static Change<Deployment> replicas(int replicas) {
    return deployment -> deployment.getSpec().setReplicas(replicas);
  }

  /** Changes of the pod template. */
  @SafeVarargs
  public static Change<Deployment> template(Change<PodTemplateSpec>... changes) {
    return deployment -> {
      for (var change : changes) {
        change.to(deployment.getSpec().getTemplate());
      }
    };
  }

  /** A rolling update with these bounds, each a number or a percentage. */
  public static Change<Deployment> rolling(Object surge, Object unavailable) {
    return deployment ->
        deployment
            .getSpec()
            .setStrategy(
                new DeploymentStrategyBuilder()
                    .withType("RollingUpdate")
                    .withRollingUpdate(
                        new RollingUpdateDeployment(
                            new IntOrString(surge), new IntOrString(unavailable)))
                    .build());
  }

  /** All old pods go before any new one comes. */
  public static Change<Deployment> recreate() {
    return deployment ->
        deployment
            .getSpec()
            .setStrategy(new DeploymentStrategyBuilder().withType("Recreate").build());
  }

  /** Whether rollouts stand still. */
  public static Change<Deployment> paused(boolean paused) {
    return deployment -> deployment.getSpec().setPaused(paused);
  }

  /** Seconds a pod has to be ready before it is available. */
  public static Change<Deployment> minReadySeconds(int seconds) {
    return deployment -> deployment.getSpec().setMinReadySeconds(seconds);
  }

  /** Seconds without progress after which the rollout is reported as stuck. */
  public static Change<Deployment> progressDeadline(int seconds) {
    return deployment -> deployment.getSpec().setProgressDeadlineSeconds(seconds);
  }

  /** How many old sets are kept. */
  public static Change<Deployment> historyLimit(int limit) {
    return deployment -> deployment.getSpec().setRevisionHistoryLimit(limit);
  }

  /** One more annotation of the Deployment itself. */
  public static Change<Deployment> annotated(String key, String value) {
    return deployment ->
        deployment
            .getMetadata()
            .setAnnotations(Templates.with(deployment.getMetadata().getAnnotations(), key, value));
  }

  /** Every pod is of the latest template and available, and the latest spec was seen. */
  public static Expectation<Deployment> complete() {
    return new Expectation<>("be complete", Facts::complete);
  }

  /** The latest spec was seen. */
  public static Expectation<Deployment> observed() {
    return new Expectation<>(
        "have its latest spec observed",
        d -> Facts.observedGeneration(d) >= d.getMetadata().getGeneration());
  }

  /** This many pods are available, and the latest spec was seen. */
  public static Expectation<Deployment> available(int count) {
    return new Expectation<Deployment>(
            "have %d available".formatted(count),
            d ->
                d.getStatus() != null
                    && Facts.orElse(d.getStatus().getAvailableReplicas(), 0) == count)
        .and(observed());
  }

  /** This many pods are of the latest template, and the latest spec was seen. */
  public static Expectation<Deployment> updated(int count) {
    return new Expectation<Deployment>(
            "have %d updated".formatted(count),
            d ->
                d.getStatus() != null
                    && Facts.orElse(d.getStatus().getUpdatedReplicas(), 0) == count)
        .and(observed());
  }

  /** A condition has this status and reason. */
  public static Expectation<Deployment> condition(String type, String status, String reason) {
    return new Expectation<>(
        "have %s=%s (%s)".formatted(type, status, reason),
        d ->
            Facts.condition(d, type)
                .filter(c -> c.status().equals(status) && c.reason().equals(reason))
                .isPresent());
  }

  /** There is no condition of this type. */
  public static Expectation<Deployment> noCondition(String type) {
    return new Expectation<>("have no condition " + type, d -> Facts.condition(d, type).isEmpty());
  }

  /** The revision annotation has this number. */
  public static Expectation<Deployment> revision(long revision) {
    return new Expectation<>("be revision " + revision, d -> Facts.revision(d) == revision);
  }
}
