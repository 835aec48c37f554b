package dev.miniworks.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.miniworks.operator.app.OperatorCommand;
import dev.miniworks.operator.kinds.Family;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The pods that run the operator. */
final class WorkloadTest {

  private static final String WITHOUT_CRDS = "crds: {install: false, userRoles: false}\n";

  @Test
  void theMiniKindsAreRunByADeployment() {
    Rendered rendered = render("");

    Deployment deployment = rendered.one(Deployment.class);
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    assertThat(deployment.getSpec().getStrategy()).isNull();
    assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(Chart.SELECTOR);
    assertThat(rendered.kinds()).doesNotContain("StatefulSet");
  }

  /** One that ran as a Deployment would wait for itself to be started. */
  @ParameterizedTest
  @ValueSource(strings = {"", "namespaces: [a]"})
  void theBuiltInKindsAreRunByAKindThatTheOperatorLeavesAlone(String scope) {
    Rendered rendered = render("family: native\n" + scope);

    StatefulSet set = rendered.one(StatefulSet.class);
    assertThat(set.getSpec().getReplicas()).isEqualTo(2);
    assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
    assertThat(set.getSpec().getSelector().getMatchLabels()).isEqualTo(Chart.SELECTOR);
    assertThat(rendered.kinds())
        .doesNotContain("Deployment", "ReplicaSet", "ReplicationController");
  }

  @Test
  void withoutLeaderElectionTheOldInstanceGoesFirst() {
    Rendered rendered = render("leaderElection: {enabled: false}\nreplicas: 1");

    assertThat(rendered.one(Deployment.class).getSpec().getStrategy().getType())
        .isEqualTo("Recreate");
    assertThat(option(rendered, "--leader-elect")).isEqualTo(false);
  }

  @Test
  void itCanBeStopped() {
    Rendered rendered = render("replicas: 0");

    assertThat(rendered.one(Deployment.class).getSpec().getReplicas()).isZero();
    assertThat(rendered.kinds()).doesNotContain("PodDisruptionBudget");
  }

  @Test
  void theOperatorUnderstandsItsArguments() {
    Rendered rendered =
        render(
            """
            family: native
            namespaces: [b, a]
            healthPort: 9090
            controllers:
              apiQps: 0.5
              apiBurst: 20000000
              maxInFlight: 8
              concurrentReconciles: 3
              probeWait: 5
              shutdownTimeout: 45
            """);

    assertThat(option(rendered, "--family")).isEqualTo(Family.NATIVE);
    assertThat(option(rendered, "--namespaces")).isEqualTo(Set.of("a", "b"));
    assertThat(option(rendered, "--own-namespace")).isEqualTo(Chart.NAMESPACE);
    assertThat(option(rendered, "--leader-elect")).isEqualTo(true);
    assertThat(option(rendered, "--bind-address")).isEqualTo("0.0.0.0");
    assertThat(option(rendered, "--health-port")).isEqualTo(9090);
    assertThat(option(rendered, "--api-qps")).isEqualTo(0.5);
    assertThat(option(rendered, "--api-burst")).isEqualTo(20_000_000);
    assertThat(option(rendered, "--max-in-flight")).isEqualTo(8);
    assertThat(option(rendered, "--concurrent-reconciles")).isEqualTo(3);
    assertThat(option(rendered, "--probe-wait")).isEqualTo(5);
    assertThat(option(rendered, "--shutdown-timeout")).isEqualTo(45);
    assertThat(pod(rendered).getTerminationGracePeriodSeconds()).isEqualTo(55);
  }

  @Test
  void theChartsDefaultsAreTheOperators() {
    Rendered rendered = render("");
    List<String> forPods = List.of("--own-namespace", "--bind-address", "--check");

    assertThat(parsed(List.of()).options())
        .filteredOn(option -> !forPods.contains(option.longestName()))
        .isNotEmpty()
        .allSatisfy(
            option ->
                assertThat(option(rendered, option.longestName()))
                    .as(option.longestName())
                    .isEqualTo(option.<Object>getValue()));
  }

  @Test
  void everyOptionOfTheOperatorCanBeSet() {
    Set<String> given =
        container(render("namespaces: [a]")).getArgs().stream()
            .map(argument -> argument.substring(0, argument.indexOf('=')))
            .collect(Collectors.toSet());

    assertThat(parsed(List.of()).options())
        .extracting(OptionSpec::longestName)
        .filteredOn(
            name -> !Set.of("--kubeconfig", "--check", "--help", "--version").contains(name))
        .containsExactlyInAnyOrderElementsOf(given);
  }

  @Test
  void theKubeletAsksWhereTheOperatorAnswers() {
    Container operator = container(render("healthPort: 9090"));

    assertThat(operator.getPorts())
        .singleElement()
        .satisfies(
            served -> {
              assertThat(served.getName()).isEqualTo("management");
              assertThat(served.getContainerPort()).isEqualTo(9090);
            });
    IntOrString port = new IntOrString("management");
    assertThat(
            List.of(
                operator.getStartupProbe(),
                operator.getLivenessProbe(),
                operator.getReadinessProbe()))
        .extracting(Probe::getHttpGet)
        .extracting(HTTPGetAction::getPath, HTTPGetAction::getPort)
        .containsExactly(tuple("/livez", port), tuple("/livez", port), tuple("/readyz", port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "family: native",
        "podSecurityContext: {runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000,"
            + " supplementalGroups: [7], seLinuxOptions: {level: 's0:c1,c2'}}",
        "extraEnv: [{name: A, value: b}]\nnamespaces: [a]\nmetrics: {service: {enabled: true}}"
      })
  void everyPodIsRestricted(String values) {
    List<PodTemplateSpec> templates = render(values).podTemplates();

    assertThat(templates).isNotEmpty();
    assertThat(templates)
        .allSatisfy(
            template -> assertThat(RestrictedPods.violations(template.getSpec())).isEmpty());
  }

  @Test
  void itMayWriteToItsTemporaryFolderAlone() {
    PodSpec pod = pod(render(""));

    assertThat(pod.getContainers()).hasSize(1);
    assertThat(pod.getContainers().get(0).getVolumeMounts())
        .singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    assertThat(pod.getVolumes())
        .singleElement()
        .satisfies(
            volume ->
                assertThat(volume.getEmptyDir().getSizeLimit()).isEqualTo(new Quantity("64Mi")));
  }

  @Test
  void itsUserCanBeChosen() {
    PodSecurityContext context =
        pod(render("podSecurityContext: {runAsUser: 1000, fsGroup: 2000}")).getSecurityContext();

    assertThat(context.getRunAsUser()).isEqualTo(1000);
    assertThat(context.getFsGroup()).isEqualTo(2000);
  }

  @Test
  void theImageIsTheReleasesUnlessChosen() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);

    assertThat(container(render("")).getImage())
        .isEqualTo("miniworks-operator:" + System.getProperty("miniworks.version"));
    assertThat(container(render("image: {repository: 'r.example:5000/a/b', tag: v1}")).getImage())
        .isEqualTo("r.example:5000/a/b:v1");
    assertThat(container(render("image: {tag: v1, digest: '" + digest + "'}")).getImage())
        .isEqualTo("miniworks-operator@" + digest);
    PodSpec pod = pod(render("image: {pullPolicy: Never}\nimagePullSecrets: [{name: pull}]"));
    assertThat(pod.getContainers().get(0).getImagePullPolicy()).isEqualTo("Never");
    assertThat(pod.getImagePullSecrets()).containsExactly(new LocalObjectReference("pull"));
  }

  @Test
  void theEnvironmentTellsLevelAndFlags() {
    assertThat(environment(render("")))
        .containsExactly(new EnvVar("MINIWORKS_LOG_LEVEL", "INFO", null));
    assertThat(
            environment(
                render("logLevel: debug\njavaOpts: -Xmx1g\nextraEnv: [{name: A, value: b}]")))
        .containsExactly(
            new EnvVar("MINIWORKS_LOG_LEVEL", "DEBUG", null),
            new EnvVar("JDK_JAVA_OPTIONS", "-Xmx1g", null),
            new EnvVar("A", "b", null));
  }

  @Test
  void whereItRunsCanBeChosen() {
    PodTemplateSpec template =
        render(
                """
                podLabels: {team: a, app.kubernetes.io/name: stolen}
                podAnnotations: {note: b}
                priorityClassName: system-cluster-critical
                nodeSelector: {disk: ssd}
                tolerations: [{key: infra, operator: Exists}]
                affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:
                  {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}}}
                resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}
                """)
            .podTemplates()
            .get(0);
    PodSpec pod = template.getSpec();

    assertThat(template.getMetadata().getLabels())
        .containsEntry("team", "a")
        .containsAllEntriesOf(Chart.SELECTOR);
    assertThat(template.getMetadata().getAnnotations()).containsExactly(Map.entry("note", "b"));
    assertThat(pod.getPriorityClassName()).isEqualTo("system-cluster-critical");
    assertThat(pod.getNodeSelector()).containsExactly(Map.entry("disk", "ssd"));
    assertThat(pod.getTolerations())
        .extracting(Toleration::getKey, Toleration::getOperator)
        .containsExactly(tuple("infra", "Exists"));
    assertThat(
            pod.getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms())
        .hasSize(1);
    assertThat(pod.getContainers().get(0).getResources().getLimits())
        .containsEntry("memory", new Quantity("2Gi"));
    assertThat(pod.getContainers().get(0).getResources().getRequests())
        .containsEntry("cpu", new Quantity("1"))
        .containsEntry("memory", new Quantity("256Mi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mini pod-template-hash", "native controller-revision-hash"})
  void instancesOfARevisionSpread(String familyAndLabel) {
    String[] words = familyAndLabel.split(" ");
    List<TopologySpreadConstraint> constraints =
        pod(render("family: " + words[0])).getTopologySpreadConstraints();

    assertThat(constraints)
        .extracting(TopologySpreadConstraint::getTopologyKey)
        .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    assertThat(constraints)
        .allSatisfy(
            constraint -> {
              assertThat(constraint.getWhenUnsatisfiable()).isEqualTo("ScheduleAnyway");
              assertThat(constraint.getLabelSelector().getMatchLabels()).isEqualTo(Chart.SELECTOR);
              assertThat(constraint.getMatchLabelKeys()).containsExactly(words[1]);
            });
  }

  @Test
  void aSpreadingWithASelectorOfItsOwnIsLeftAsItIs() {
    assertThat(
            pod(render(
                    """
                    topologySpreadConstraints:
                    - {maxSkew: 2, topologyKey: rack, whenUnsatisfiable: DoNotSchedule,
                       labelSelector: {matchLabels: {a: b}}}
                    """))
                .getTopologySpreadConstraints())
        .singleElement()
        .satisfies(
            constraint -> {
              assertThat(constraint.getMaxSkew()).isEqualTo(2);
              assertThat(constraint.getLabelSelector().getMatchLabels())
                  .containsExactly(Map.entry("a", "b"));
              assertThat(constraint.getMatchLabelKeys()).isEmpty();
            });
  }

  @Test
  void aDrainTakesOneInstanceAtATime() {
    PodDisruptionBudgetSpec budget = render("").one(PodDisruptionBudget.class).getSpec();

    assertThat(budget.getMaxUnavailable()).isEqualTo(new IntOrString(1));
    assertThat(budget.getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    assertThat(budget.getSelector())
        .extracting(LabelSelector::getMatchLabels)
        .isEqualTo(Chart.SELECTOR);
    assertThat(
            render("podDisruptionBudget: {maxUnavailable: 50%}")
                .one(PodDisruptionBudget.class)
                .getSpec()
                .getMaxUnavailable())
        .isEqualTo(new IntOrString("50%"));
    assertThat(render("podDisruptionBudget: {enabled: false}").kinds())
        .doesNotContain("PodDisruptionBudget");
    assertThat(render("replicas: 1").kinds()).doesNotContain("PodDisruptionBudget");
  }

  private static Rendered render(String values) {
    return Chart.render(WITHOUT_CRDS + values);
  }

  private static PodSpec pod(Rendered rendered) {
    return rendered.podTemplates().get(0).getSpec();
  }

  private static Container container(Rendered rendered) {
    return pod(rendered).getContainers().get(0);
  }

  private static List<EnvVar> environment(Rendered rendered) {
    return container(rendered).getEnv();
  }

  @Test
  void helmTestChecksWithTheOperatorsOwnAccountAndArguments() {
    Rendered rendered = render("namespaces: [b, a]");
    Pod check = check("namespaces: [b, a]");
    List<String> arguments = check.getSpec().getContainers().get(0).getArgs();

    assertThat(check.getMetadata().getAnnotations()).containsEntry("was/hook", "test");
    assertThat(parsed(arguments).findOption("--check").<Boolean>getValue()).isTrue();
    assertThat(container(rendered).getArgs()).containsAll(arguments.subList(1, arguments.size()));
    assertThat(check.getSpec().getServiceAccountName())
        .isEqualTo(pod(rendered).getServiceAccountName());
    assertThat(RestrictedPods.violations(check.getSpec())).isEmpty();
  }

  @Test
  void theTestsPodIsNotTakenForAnInstance() {
    assertThat(check("").getMetadata().getLabels().entrySet())
        .isNotEmpty()
        .matches(
            labels -> !labels.containsAll(Chart.SELECTOR.entrySet()), "are not the operator's");
  }

  @Test
  void helmTestAsksForNoLeaderWhereNothingRuns() {
    assertThat(check("replicas: 0").getSpec().getContainers().get(0).getArgs())
        .contains("--leader-elect=false");
  }

  private static Pod check(String values) {
    return Chart.tests(WITHOUT_CRDS + values).one(Pod.class);
  }

  private static Object option(Rendered rendered, String name) {
    return parsed(container(rendered).getArgs()).findOption(name).getValue();
  }

  /** What the operator's own command line makes of arguments. */
  private static CommandLine.Model.CommandSpec parsed(List<String> arguments) {
    return new CommandLine(new OperatorCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(arguments.toArray(String[]::new))
        .commandSpec();
  }
}
