package dev.miniworks.suite.scenarios;

import static dev.miniworks.suite.Deployments.complete;
import static dev.miniworks.suite.Deployments.deployment;
import static dev.miniworks.suite.Deployments.minReadySeconds;
import static dev.miniworks.suite.Deployments.progressDeadline;
import static dev.miniworks.suite.Deployments.replicas;
import static dev.miniworks.suite.Deployments.rolling;
import static dev.miniworks.suite.Deployments.template;
import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Capability;
import dev.miniworks.suite.Change;
import dev.miniworks.suite.Expectation;
import dev.miniworks.suite.Level;
import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.World;
import dev.miniworks.suite.history.Facts;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;

/** What a Deployment is refused for, and how that is said. */
final class DeploymentValidationScenarios {

  @Scenario(
      id = "deployment.validation.selector-mismatch",
      proves = "a selector that does not match the template's labels is refused")
  void selectorMismatch(World world) {
    refuses(
        world,
        d -> d.getSpec().getSelector().getMatchLabels().put("app", "other"),
        "selector",
        "template");
  }

  @Scenario(
      id = "deployment.validation.empty-selector",
      proves = "a selector that selects everything is refused")
  void emptySelector(World world) {
    refuses(world, d -> d.getSpec().getSelector().setMatchLabels(null), "spec.selector");
  }

  @Scenario(
      id = "deployment.validation.negative-replicas",
      proves = "negative replicas are refused")
  void negativeReplicas(World world) {
    refuses(world, replicas(-1), "spec.replicas");
  }

  @Scenario(
      id = "deployment.validation.no-room",
      proves = "maxSurge 0 with maxUnavailable 0 is refused: no step could be made")
  void noRoom(World world) {
    refuses(world, rolling(0, 0), "maxUnavailable", "maxSurge");
  }

  @Scenario(
      id = "deployment.validation.too-unavailable",
      proves = "maxUnavailable above 100% is refused",
      level = Level.EXTENDED)
  void tooUnavailable(World world) {
    refuses(world, rolling(1, "101%"), "maxUnavailable");
  }

  @Scenario(
      id = "deployment.validation.recreate-with-bounds",
      proves = "Recreate with the bounds of a rolling update is refused",
      level = Level.EXTENDED)
  void recreateWithBounds(World world) {
    refuses(
        world,
        d -> {
          rolling(1, 1).to(d);
          d.getSpec().getStrategy().setType("Recreate");
        },
        "rollingUpdate");
  }

  @Scenario(
      id = "deployment.validation.deadline-too-short",
      proves = "a progress deadline within minReadySeconds is refused",
      level = Level.EXTENDED)
  void deadlineTooShort(World world) {
    refuses(
        world,
        d -> {
          minReadySeconds(10).to(d);
          progressDeadline(10).to(d);
        },
        "progressDeadlineSeconds",
        "minReadySeconds");
  }

  @Scenario(
      id = "deployment.validation.unknown-field",
      proves = "a field that does not exist is refused by its name")
  void unknownField(World world) {
    refuses(
        world,
        d ->
            d.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .setAdditionalProperty("imag", "typo"),
        "spec.template.spec.containers[0].imag");
  }

  @Scenario(
      id = "deployment.validation.restart-policy",
      proves = "pods that would not restart are refused",
      level = Level.EXTENDED)
  void restartPolicy(World world) {
    refuses(
        world,
        template(pods -> pods.getSpec().setRestartPolicy("Never")),
        "spec.template.spec.restartPolicy");
  }

  @Scenario(
      id = "deployment.validation.changed-selector",
      proves = "the selector of an existing Deployment cannot be changed")
  void changedSelector(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web"));
    deployments.await("web", complete());
    var refusal =
        world.refusal(
            () ->
                deployments.edit(
                    "web",
                    d -> {
                      d.getSpec().getSelector().getMatchLabels().put("more", "yes");
                      d.getSpec().getTemplate().getMetadata().getLabels().put("more", "yes");
                    }));
    assertThat(refusal).hasMessageContaining("spec.selector").hasMessageContaining("immutable");
  }

  @Scenario(
      id = "deployment.validation.bad-template-at-apply",
      proves = "a port that cannot be is refused at once",
      level = Level.EXTENDED,
      needs = Capability.TEMPLATE_JUDGED_AT_APPLY)
  void badTemplateAtApply(World world) {
    refuses(world, template(impossiblePort()), "containerPort");
  }

  @Scenario(
      id = "deployment.validation.bad-template-later",
      proves = "a port that cannot be is reported in a condition, and nothing is scaled",
      needs = Capability.TEMPLATE_JUDGED_LATER)
  void badTemplateLater(World world) {
    var deployments = world.deployments();
    deployments.create(deployment("web", replicas(2)));
    deployments.await("web", complete());
    deployments.edit("web", template(impossiblePort()));
    deployments.await(
        "web",
        new Expectation<>(
            "report the port",
            d ->
                Facts.conditions(d).stream().anyMatch(c -> c.message().contains("containerPort"))));
    world.awaitRest();
    assertThat(world.setsOf("web")).extracting(Facts::replicas).containsExactly(2);
    deployments.edit("web", template(pods -> pods.getSpec().getContainers().get(0).setPorts(null)));
    deployments.await("web", complete());
  }

  private static Change<PodTemplateSpec> impossiblePort() {
    return pods ->
        pods.getSpec()
            .getContainers()
            .get(0)
            .setPorts(List.of(new ContainerPortBuilder().withContainerPort(800_000).build()));
  }

  private static void refuses(World world, Change<Deployment> mistake, String... words) {
    var refusal = world.refusal(() -> world.deployments().create(deployment("web", mistake)));
    assertThat(refusal.getCode()).isIn(400, 422);
    assertThat(refusal.getMessage()).contains(words);
    assertThat(world.deployments().find("web")).isEmpty();
  }
}
