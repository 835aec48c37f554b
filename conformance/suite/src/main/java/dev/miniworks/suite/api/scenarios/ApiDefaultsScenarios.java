package dev.miniworks.suite.api.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.miniworks.suite.Scenario;
import dev.miniworks.suite.api.Api;
import dev.miniworks.suite.api.Builtin;
import dev.miniworks.suite.api.Document;
import dev.miniworks.suite.api.Samples;

/** What the server fills into workload kinds: whole specs, so that nothing is there by chance. */
final class ApiDefaultsScenarios {

  private static final String POD_SPEC =
      """
      schedulerName: nobody
      restartPolicy: Always
      dnsPolicy: ClusterFirst
      terminationGracePeriodSeconds: 30
      securityContext: {}
      containers:
      - name: main
        image: app
        imagePullPolicy: Always
        terminationMessagePath: /dev/termination-log
        terminationMessagePolicy: File
        resources: {}
      """;

  private static final Document TEMPLATE =
      Document.yaml("metadata: {labels: {app: web}}").with("/spec", Document.yaml(POD_SPEC));

  @Scenario(id = "api.defaults.deployment", proves = "a Deployment is completed to exactly this")
  void deployment(Api api) {
    var created = api.deployments().create(Samples.deployment("a")).expect(201);
    assertThat(created.at("/spec"))
        .isEqualTo(
            Document.yaml(
                    """
                    replicas: 1
                    revisionHistoryLimit: 10
                    progressDeadlineSeconds: 600
                    strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}
                    selector: {matchLabels: {app: web}}
                    """)
                .with("/template", TEMPLATE));
    assertThat(created.at("/status")).isEqualTo(Document.yaml("{}"));
    assertThat(created.fields("/metadata"))
        .containsExactly(
            "creationTimestamp",
            "generation",
            "managedFields",
            "name",
            "namespace",
            "resourceVersion",
            "uid");
  }

  @Scenario(
      id = "api.defaults.deployment-strategy",
      proves = "a strategy is completed: each bound for itself, none for Recreate")
  void deploymentStrategy(Api api) {
    var deployment = api.deployments().document(Samples.deployment("a"));
    assertThat(
            api.deployments()
                .create(
                    deployment.with(
                        "/spec/strategy", Document.yaml("rollingUpdate: {maxSurge: 3}")))
                .dryRun()
                .expect(201)
                .at("/spec/strategy"))
        .isEqualTo(
            Document.yaml(
                "{type: RollingUpdate, rollingUpdate: {maxSurge: 3, maxUnavailable: 25%}}"));
    assertThat(
            api.deployments()
                .create(deployment.with("/spec/strategy", Document.yaml("type: Recreate")))
                .dryRun()
                .expect(201)
                .at("/spec/strategy"))
        .isEqualTo(Document.yaml("type: Recreate"));
  }

  @Scenario(id = "api.defaults.explicit-zero", proves = "a zero that is given is no missing value")
  void explicitZero(Api api) {
    var created =
        api.deployments()
            .create(
                api.deployments()
                    .document(Samples.deployment("a"))
                    .with("/spec/replicas", 0)
                    .with("/spec/revisionHistoryLimit", 0)
                    .with("/spec/template/spec/terminationGracePeriodSeconds", 0))
            .expect(201);
    assertThat(created.text("/spec/replicas")).isEqualTo("0");
    assertThat(created.text("/spec/revisionHistoryLimit")).isEqualTo("0");
    assertThat(created.text("/spec/template/spec/terminationGracePeriodSeconds")).isEqualTo("0");
  }

  @Scenario(id = "api.defaults.replica-set", proves = "a ReplicaSet is completed to exactly this")
  void replicaSet(Api api) {
    var created = api.of(Builtin.REPLICA_SET).create(Samples.replicaSet("a")).expect(201);
    assertThat(created.at("/spec"))
        .isEqualTo(
            Document.yaml("{replicas: 1, selector: {matchLabels: {app: web}}}")
                .with("/template", TEMPLATE));
    assertThat(created.at("/status")).isEqualTo(Document.yaml("replicas: 0"));
    assertThat(created.generation()).isEqualTo(1);
  }

  @Scenario(
      id = "api.defaults.replication-controller",
      proves = "a ReplicationController gets selector and labels from its template")
  void replicationController(Api api) {
    var controllers = api.of(Builtin.REPLICATION_CONTROLLER);
    var created =
        controllers
            .create(
                controllers.document(Samples.replicationController("a")).without("/spec/selector"))
            .expect(201);
    assertThat(created.at("/spec"))
        .isEqualTo(
            Document.yaml("{replicas: 1, selector: {app: web}}").with("/template", TEMPLATE));
    assertThat(created.at("/metadata/labels")).isEqualTo(Document.yaml("app: web"));
    assertThat(created.at("/status")).isEqualTo(Document.yaml("replicas: 0"));
  }

  @Scenario(
      id = "api.defaults.pod-template",
      proves = "a dry run of a PodTemplate completes a template and stores nothing")
  void podTemplate(Api api) {
    var templates = api.of(Builtin.POD_TEMPLATE);
    var deployment = Document.yaml(Samples.deployment("a"));
    var completed =
        templates
            .create(
                templates
                    .document("metadata: {name: a}")
                    .with("/template", deployment.at("/spec/template")))
            .dryRun()
            .expect(201);
    assertThat(completed.at("/template")).isEqualTo(TEMPLATE);
    templates.get("a").refused(404, "NotFound");
  }

  @Scenario(
      id = "api.defaults.pod",
      proves = "a pod is completed like a template, and gets account, tolerations, class and phase")
  void pod(Api api) {
    var created = api.pods().create(Samples.pod("a")).expect(201);
    var spec = created.at("/spec");
    assertThat(spec.text("/serviceAccountName")).isEqualTo("default");
    assertThat(spec.text("/serviceAccount")).isEqualTo("default");
    assertThat(spec.text("/enableServiceLinks")).isEqualTo("true");
    assertThat(spec.text("/preemptionPolicy")).isEqualTo("PreemptLowerPriority");
    assertThat(spec.number("/priority")).isEqualTo(0);
    assertThat(spec.at("/tolerations"))
        .isEqualTo(
            Document.yaml(
                """
                - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute,
                   tolerationSeconds: 300}
                - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute,
                   tolerationSeconds: 300}
                """));
    var rest = Document.yaml(POD_SPEC);
    for (var field : rest.fields("")) {
      if (!field.equals("containers")) {
        assertThat(spec.at("/" + field)).as(field).isEqualTo(rest.at("/" + field));
      }
    }
    for (var field : rest.fields("/containers/0")) {
      assertThat(spec.at("/containers/0/" + field))
          .as(field)
          .isEqualTo(rest.at("/containers/0/" + field));
    }
    assertThat(created.at("/status"))
        .isEqualTo(Document.yaml("{phase: Pending, qosClass: BestEffort}"));
    assertThat(created.generation()).isEqualTo(1);
  }

  @Scenario(
      id = "api.defaults.quality-of-service",
      proves = "a pod's class follows from its requests and limits; limits are default requests")
  void qualityOfService(Api api) {
    var pod = api.pods().document(Samples.pod("a"));
    var burstable =
        api.pods()
            .create(
                pod.with("/spec/containers/0/resources", Document.yaml("requests: {cpu: 100m}")))
            .dryRun()
            .expect(201);
    assertThat(burstable.text("/status/qosClass")).isEqualTo("Burstable");
    var guaranteed =
        api.pods()
            .create(
                pod.with(
                    "/spec/containers/0/resources",
                    Document.yaml("limits: {cpu: 1000m, memory: 1Gi}")))
            .dryRun()
            .expect(201);
    assertThat(guaranteed.text("/status/qosClass")).isEqualTo("Guaranteed");
    assertThat(guaranteed.at("/spec/containers/0/resources"))
        .isEqualTo(
            Document.yaml("{limits: {cpu: '1', memory: 1Gi}, requests: {cpu: '1', memory: 1Gi}}"));
  }

  @Scenario(
      id = "api.defaults.container",
      proves = "a container's pull policy follows its tag; ports and probes are completed")
  void container(Api api) {
    var containers =
        Document.yaml(
            """
            - {name: latest, image: 'app:latest'}
            - {name: tagged, image: 'app:1.0', ports: [{containerPort: 80}],
               readinessProbe: {httpGet: {port: 80}}}
            - {name: digest, image: 'app@sha256:%s', env: [{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}
            """
                .formatted("a".repeat(64)));
    var created =
        api.deployments()
            .create(
                api.deployments()
                    .document(Samples.deployment("a"))
                    .with("/spec/template/spec/containers", containers))
            .expect(201);
    var path = "/spec/template/spec/containers";
    assertThat(created.texts(path, "/imagePullPolicy"))
        .containsExactly("Always", "IfNotPresent", "IfNotPresent");
    assertThat(created.at(path + "/1/ports"))
        .isEqualTo(Document.yaml("[{containerPort: 80, protocol: TCP}]"));
    assertThat(created.at(path + "/1/readinessProbe"))
        .isEqualTo(
            Document.yaml(
                """
                {httpGet: {port: 80, path: /, scheme: HTTP}, timeoutSeconds: 1, periodSeconds: 10,
                 successThreshold: 1, failureThreshold: 3}
                """));
    assertThat(created.text(path + "/2/env/0/valueFrom/fieldRef/apiVersion")).isEqualTo("v1");
  }

  @Scenario(id = "api.defaults.volumes", proves = "volumes are completed")
  void volumes(Api api) {
    var volumes =
        Document.yaml(
            """
            - {name: scratch}
            - {name: settings, configMap: {name: c}}
            - {name: keys, secret: {secretName: s}}
            """);
    var created =
        api.deployments()
            .create(
                api.deployments()
                    .document(Samples.deployment("a"))
                    .with("/spec/template/spec/volumes", volumes))
            .expect(201);
    assertThat(created.at("/spec/template/spec/volumes"))
        .isEqualTo(
            Document.yaml(
                """
                - {name: scratch, emptyDir: {}}
                - {name: settings, configMap: {name: c, defaultMode: 420}}
                - {name: keys, secret: {secretName: s, defaultMode: 420}}
                """));
  }

  @Scenario(
      id = "api.defaults.quantities",
      proves = "quantities are stored in their canonical form")
  void quantities(Api api) {
    var resources =
        Document.yaml("{requests: {cpu: 0.5, memory: 1024Mi, ephemeral-storage: 1500M}}");
    var created =
        api.deployments()
            .create(
                api.deployments()
                    .document(Samples.deployment("a"))
                    .with("/spec/template/spec/containers/0/resources", resources))
            .expect(201);
    assertThat(created.at("/spec/template/spec/containers/0/resources/requests"))
        .isEqualTo(Document.yaml("{cpu: 500m, memory: 1Gi, ephemeral-storage: 1500M}"));
  }
}
